package io.orderpipeline.producer.send;

import io.orderpipeline.producer.generator.GeneratorSettings;
import io.orderpipeline.producer.generator.ValueFormat;

/** What a run sends, how fast and where to. */
public record SendPlan(
        String topic, ValueFormat format, GeneratorSettings content, PaceSettings pace, CategorySpread spread) {}
