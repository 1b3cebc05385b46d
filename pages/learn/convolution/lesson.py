"""Convolution: what a network looks for in a picture, from one kernel to a whole network."""

from pages.learn.convolution.kernel import KERNEL
from pages.learn.convolution.network import NETWORK
from pages.learn.convolution.pictures import PICTURES
from pages.learn.convolution.pooling import POOLING
from pages.learn.convolution.shifts import SHIFTS
from pages.learn.parts.lesson import show_lesson
from pages.learn.parts.step import Lesson

show_lesson(
    Lesson(
        folder="convolution",
        lead="A convolutional network slides small patterns over a picture and notes where each of "
        "them fits. Layer upon layer, patterns of patterns become genres.",
        steps=(KERNEL, POOLING, NETWORK, SHIFTS, PICTURES),
        sources=(
            "LeCun, Bottou, Bengio and Haffner (1998), *Gradient-based learning applied to "
            "document recognition*, Proceedings of the IEEE 86: convolution, pooling, the plan of "
            "the picture network.",
            "Nair and Hinton (2010), *Rectified linear units improve restricted Boltzmann "
            "machines*, ICML: ReLU.",
            "Araujo, Norris and Sim (2019), *Computing receptive fields of convolutional neural "
            "networks*, Distill.",
            "Krizhevsky (2009), *Learning multiple layers of features from tiny images*: CIFAR-10.",
            "Zheng, Xing and Huang: the two-branch network, trained here.",
            "*CNN Explainer* (Wang and others, 2020), which shows the same on pictures, was the "
            "model for this lesson.",
        ),
    )
)
