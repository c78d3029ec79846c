/** Runs any program by the numeric contract, slowly and plainly: what backends are compared with. */
package dev.tenon.testkit.reference;
