package io.orderpipeline.consumer.alerts;

import io.orderpipeline.consumer.monitoring.Event;
import io.orderpipeline.consumer.monitoring.PipelineView;
import io.orderpipeline.consumer.monitoring.Timeline;
import io.orderpipeline.consumer.monitoring.ViewListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds each view against the rules, and tells once when one starts and once when it ends. */
public final class Alerts implements ViewListener, AutoCloseable {

    /** For what one second can show by chance. */
    private static final Duration SHORT_HOLD = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    private final List<Rule> rules;
    private final Timeline timeline;
    private final Optional<Webhook> webhook;
    private volatile Map<String, Boolean> firing;

    public Alerts(AlertConfig config, Timeline timeline) {
        this.rules = List.of(
                new Rule("lag-growing", config.lagGrowing(), new Conditions.LagGrowing()),
                new Rule("no-progress", config.noProgress(), new Conditions.NoProgress()),
                new Rule("database-away", config.databaseAway(), Conditions.databaseAway()),
                new Rule("dead-letter-share", SHORT_HOLD, new Conditions.DeadLetterShare(config.deadLetterShare())),
                new Rule("end-to-end", SHORT_HOLD, Conditions.endToEndOver(config.endToEnd())));
        this.timeline = timeline;
        this.webhook = config.webhook().map(Webhook::new);
        this.firing = states();
    }

    @Override
    public void see(PipelineView view) {
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
        webhook.ifPresent(Webhook::close);
    }
}
