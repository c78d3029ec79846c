"""The reference networks of experiments/catalog/bench in PyTorch, float32 with TF32 off: what `tenon bench` is compared with.

    python backend-opencl/measure-torch.py

Prints images a second for a step of training (forward, softmax cross-entropy, backward, gradient descent with momentum). It has
not been run yet: where it was written there was no GPU.
"""

import time

import torch
from torch import nn

torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False
torch.backends.cudnn.benchmark = True


def conv(inputs, outputs, kernel):
    return [nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2), nn.ReLU()]


def lenet():
    layers = conv(1, 32, 5) + [nn.MaxPool2d(2)] + conv(32, 64, 5) + [nn.MaxPool2d(2), nn.Flatten()]
    return nn.Sequential(*layers, nn.Linear(3136, 128), nn.ReLU(), nn.Linear(128, 10)), (1, 28, 28)


def vgg8():
    layers = []
    channels = 3
    for width in (64, 128, 256):
        layers += conv(channels, width, 3) + conv(width, width, 3) + [nn.MaxPool2d(2)]
        channels = width
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(4096, 256), nn.ReLU(), nn.Linear(256, 10)), (3, 32, 32)


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False),
            nn.BatchNorm2d(outputs),
        )
        self.short = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.short = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return torch.relu(self.body(x) + self.short(x))


def resnet20():
    layers = [nn.Conv2d(3, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
    channels = 16
    for width in (16, 32, 64):
        for i in range(3):
            layers.append(Block(channels, width, 2 if width != channels else 1))
            channels = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10)), (3, 32, 32)


def measure(net, image, batch, seconds=3):
    net = net.cuda().to(memory_format=torch.channels_last)
    x = torch.randn(batch, *image, device="cuda").to(memory_format=torch.channels_last)
    y = torch.randint(0, 10, (batch,), device="cuda")
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = nn.functional.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    for _ in range(20):
        step()
    steps, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        step()
        steps += 1
    return steps * batch / (time.perf_counter() - begun)


for name, make in (("lenet", lenet), ("vgg8", vgg8), ("resnet20", resnet20)):
    for batch in (64, 256, 1024):
        net, image = make()
        print(f"{name} batch {batch}: {measure(net, image, batch):.0f} images/s", flush=True)
