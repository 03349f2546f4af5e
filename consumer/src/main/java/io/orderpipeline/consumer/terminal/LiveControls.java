package io.orderpipeline.consumer.terminal;

import java.util.function.BooleanSupplier;

/**
 * What the keys of the live view do.
 *
 * @param quit asks for the orderly stop
 * @param turnPause pauses, or goes on
 * @param isPaused whether somebody has paused
 */
public record LiveControls(Runnable quit, Runnable turnPause, BooleanSupplier isPaused) {}
