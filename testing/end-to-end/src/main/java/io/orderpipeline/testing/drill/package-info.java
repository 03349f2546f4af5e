/** Fault drills: the real programs on real servers, a fault while orders flow, and the proof that none was lost. */
package io.orderpipeline.testing.drill;
