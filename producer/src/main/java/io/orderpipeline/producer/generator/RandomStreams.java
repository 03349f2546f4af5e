package io.orderpipeline.producer.generator;

import org.apache.commons.rng.JumpableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The generators that one seed gives. What is drawn from one does not move the others: asking for invalid records or
 * duplicates leaves the good orders as they were. The streams are 2^128 draws apart and never overlap.
 */
record RandomStreams(
        UniformRandomProvider catalogue,
        UniformRandomProvider orders,
        UniformRandomProvider invalid,
        UniformRandomProvider duplicates) {

    static RandomStreams of(long seed) {
        var source = (JumpableUniformRandomProvider) RandomSource.XO_SHI_RO_256_PP.create(seed);
        return new RandomStreams(source.jump(), source.jump(), source.jump(), source.jump());
    }
}
