package io.orderpipeline.producer.output;

import io.orderpipeline.producer.send.CategorySpread;
import io.orderpipeline.producer.send.PaceSettings;

/** What a run is about, as a view's first line says it. */
public record RunSubject(String topic, long seed, CategorySpread spread, PaceSettings pace) {}
