package io.orderpipeline.consumer.alerts;

import io.orderpipeline.consumer.monitoring.Event;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.SnapshotListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds each view against the rules, and tells once when one starts and once when it ends. */
public final class Alerts implements SnapshotListener, AutoCloseable {

    /** For what one second can show by chance. */
    private static final Duration SHORT_HOLD = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    private final List<AlertRule> rules;
    private final EventTimeline timeline;
    private final Optional<AlertWebhook> webhook;
    private volatile Map<String, Boolean> firing;

    public Alerts(AlertConfig config, EventTimeline timeline) {
        this.rules = List.of(
                new AlertRule("lag-growing", config.lagGrowing(), new AlertConditions.LagGrowing()),
                new AlertRule("no-progress", config.noProgress(), new AlertConditions.NoProgress()),
                new AlertRule("database-away", config.databaseAway(), AlertConditions.databaseAway()),
                new AlertRule(
                        "dead-letter-share", SHORT_HOLD, new AlertConditions.DeadLetterShare(config.deadLetterShare())),
                new AlertRule("end-to-end", SHORT_HOLD, AlertConditions.endToEndOver(config.endToEnd())));
        this.timeline = timeline;
        this.webhook = config.webhook().map(AlertWebhook::new);
        this.firing = states();
    }

    @Override
    public void see(PipelineSnapshot view) {
        rules.forEach(rule -> rule.look(view).ifPresent(this::tell));
        firing = states();
    }

    private void tell(AlertChange change) {
        String text = "%s %s: %s".formatted(change.alert(), change.firing() ? "starts" : "ends", change.text());
        timeline.add(Event.Kind.ALERT, text);
        if (change.firing()) {
            LOG.warn("Alert {}", text);
        } else {
            LOG.info("Alert {}", text);
        }
        webhook.ifPresent(target -> target.post(change));
    }

    /** By name; safe for any thread. */
    public Map<String, Boolean> firing() {
        return firing;
    }

    private Map<String, Boolean> states() {
        Map<String, Boolean> states = new LinkedHashMap<>();
        rules.forEach(rule -> states.put(rule.name(), rule.isFiring()));
        return states;
    }

    @Override
    public void close() {
        webhook.ifPresent(AlertWebhook::close);
    }
}
