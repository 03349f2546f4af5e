package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * What the live view shows beside the views themselves.
 *
 * @param alerts that are firing
 * @param orders the newest by partition; may block, and may fail
 * @param dashboard where it is; empty for nowhere
 */
public record LiveSources(
        EventTimeline timeline,
        Supplier<List<String>> alerts,
        Callable<Map<Integer, List<Order>>> orders,
        Optional<String> dashboard) {}
