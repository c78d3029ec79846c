/** Generated images of the eye's ground, with signs of diabetic retinopathy: what is screened for, and how bad is it? */
@NullMarked
package dev.tenon.plugins.datasets.retinas;

import org.jspecify.annotations.NullMarked;
