package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.monitoring.Event;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the screen shows at one moment.
 *
 * @param events the oldest first
 * @param alerts that are firing
 * @param orders as the table gave them last, by partition
 * @param log the newest lines, the oldest of them first; empty when they are to be seen elsewhere
 * @param dashboard where it is; empty for nowhere
 * @param paused whether somebody asked for it
 * @param help whether somebody asked for it
 */
record LivePageModel(
        PipelineSnapshot view,
        List<Event> events,
        List<String> alerts,
        Map<Integer, List<Order>> orders,
        Optional<List<String>> log,
        Optional<String> dashboard,
        boolean paused,
        boolean help) {}
