"""Measures how large each channel of the activations grows, on a few sentences in the languages served.

Dynamic int8 rounds a whole tensor with one scale, so one large channel coarsens all others. ``build_graph`` moves such
scale into the weights (SmoothQuant, Xiao et al. 2023); this module tells it how much.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnx import ModelProto
from tokenizers import Tokenizer

SAMPLES = (
    "query: 公司去年一共培训了多少名新员工？",
    "query: How many people live in the capital of Australia?",
    "passage: 昨天上午，市中心医院的新门诊楼正式启用。新楼共十二层，设有四十个诊室，预计每天可接待三千名患者。"
    "院长王建国说，过去病人看一次病要排两个小时的队，现在网上预约以后，平均等候时间缩短到二十分钟。",
    "passage: 第十八条　劳动者在试用期内提前三日通知用人单位，可以解除劳动合同；"
    "用人单位应当按照约定及时足额支付劳动报酬。",
    "passage: 光合作用是绿色植物利用太阳能，把二氧化碳和水转化成有机物并释放氧气的过程。"
    "1779年，荷兰科学家英格豪斯发现，只有在阳光照射下，植物的绿色部分才能更新空气。",
    "passage: 《西遊記》是明代吳承恩所著的長篇小說，講述唐僧師徒四人前往西天取經的故事，全書共一百回。",
    "passage: The bridge was opened in 1932 after eight years of construction. It carries rail, vehicular, bicycle and "
    "pedestrian traffic between the central business district and the north shore, and about 160,000 cars cross it "
    "every day. Engineers inspect its steel arch, which spans 503 metres, twice a year.",
    "passage: Python 3.12 支持更灵活的 f-string 语法；安装命令为 pip install numpy，内存至少 8 GB。"
    "邮箱：info@example.com",
    "passage: 老张今年六十三岁，在村口开了三十年小卖部。“以前进货要骑一个多小时的自行车，”他笑着说，“现在手机上点一点，"
    "第二天东西就送到门口了。”他的儿子在深圳打工，每年春节才回来一次，孙女已经上小学三年级。",
)


def encoder_samples(tokenizer: Tokenizer) -> list[list[int]]:
    """Token ids of the sample sentences, and of all of them as one passage."""
    texts = [*SAMPLES, "passage: " + " ".join(text.partition(": ")[2] for text in SAMPLES)]
    return [tokenizer.encode(text).ids for text in texts]


def reader_samples(tokenizer: Tokenizer) -> list[list[int]]:
    """Token ids of the sample questions, each with every sample passage."""
    plain = [text.partition(": ") for text in SAMPLES]
    questions = [text for kind, _, text in plain if kind == "query"]
    passages = [text for kind, _, text in plain if kind == "passage"]
    return [tokenizer.encode(question, passage).ids for question in questions for passage in passages]


def activation_ranges(model: ModelProto, samples: Sequence[Sequence[int]]) -> dict[str, NDArray[np.float32]]:
    """Largest magnitude of every channel, by the name of the linear map it enters, over the token ids ``samples``.

    model: the graph that ``build_graph`` makes for measuring.
    """
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    runs = [session.run(None, {"input_ids": np.array([ids], np.int64)}) for ids in samples]
    return {name: np.max([run[n] for run in runs], axis=0) for n, name in enumerate(names)}
