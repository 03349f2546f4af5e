package io.orderpipeline.producer;

/** What a run is about, as a view's first line says it. */
record RunSubject(String topic, long seed, CategorySpread spread, PaceSettings pace) {}
