package io.orderpipeline.producer.send;

import io.orderpipeline.producer.generator.GeneratorSettings;

/** What a run sends, how fast and where to. */
public record SendPlan(String topic, GeneratorSettings content, PaceSettings pace, CategorySpread spread) {}
