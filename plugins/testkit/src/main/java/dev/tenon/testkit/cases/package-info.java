/** Programs with their inputs, chosen to find a backend's mistakes: every op at awkward sizes, and whole nets. */
package dev.tenon.testkit.cases;
