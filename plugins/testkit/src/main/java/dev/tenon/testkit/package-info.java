/** The contract suites: abstract JUnit classes that a plugin's own tests extend, each in three lines. */
package dev.tenon.testkit;
