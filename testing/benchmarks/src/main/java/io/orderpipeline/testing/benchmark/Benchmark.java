package io.orderpipeline.testing.benchmark;

import io.orderpipeline.testing.benchmark.measure.Comparison;

/** One question about speed, and how it is answered. */
interface Benchmark {

    Comparison run(BenchContext bench);
}
