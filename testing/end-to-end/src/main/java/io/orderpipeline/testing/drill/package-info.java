/** Fault drills: run the programs on real servers, inject a fault under load, and prove that no order was lost. */
package io.orderpipeline.testing.drill;
