/** The binary files of CIFAR-10 and CIFAR-100. */
@NullMarked
package dev.tenon.plugins.datasets.cifar;

import org.jspecify.annotations.NullMarked;
