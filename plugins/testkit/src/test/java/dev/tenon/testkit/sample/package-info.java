/** Services as a third party would write them, right and wrong, for the suites to be tried on. */
package dev.tenon.testkit.sample;
