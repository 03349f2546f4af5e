package io.orderpipeline.benchmark;

/** One question about speed, and how it is answered. */
interface Benchmark {

    Comparison run(Bench bench);
}
