package io.orderpipeline.consumer.alerts;

import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import io.orderpipeline.consumer.monitoring.Troubles;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the alert rules for each snapshot, and reports each alert once when it starts and once when it ends, to the
 * timeline, the log and the webhook.
 */
public final class Alerts implements PipelineSnapshot.Listener, AutoCloseable {

    /** For conditions that a single second can meet by chance. */
    private static final Duration SHORT_HOLD = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    private final List<AlertRule> rules;
    private final EventTimeline timeline;
    private final Optional<AlertWebhook> webhook;
    private volatile Map<String, Boolean> states;

    public Alerts(AlertConfig config, EventTimeline timeline) {
        this.rules = List.of(
                ofLag("lag-growing", config.lagGrowing(), new AlertConditions.LagGrowing()),
                // A known cause is an alert of its own.
                new AlertRule(
                        "no-progress",
                        config.noProgress(),
                        new AlertConditions.NoProgress(),
                        snapshot -> snapshot.troubles().equals(Troubles.NONE)),
                new AlertRule("database-away", config.databaseAway(), AlertConditions.databaseAway()),
                new AlertRule("broker-away", afterSilence(config.brokerAway()), AlertConditions.brokerAway()),
                new AlertRule("registry-away", config.registryAway(), AlertConditions.registryAway()),
                // Without a broker they fail too, which is another alert.
                ofLag("dead-letters-blocked", SHORT_HOLD, AlertConditions.deadLettersBlocked()),
                new AlertRule(
                        "dead-letter-share", SHORT_HOLD, new AlertConditions.DeadLetterShare(config.deadLetterShare())),
                new AlertRule(
                        "end-to-end",
                        SHORT_HOLD,
                        AlertConditions.endToEndOver(config.endToEnd()),
                        snapshot -> snapshot.endToEnd().count() > 0 || hasNoLag(snapshot)),
                ofLag(
                        "open-transaction",
                        Duration.ZERO,
                        AlertConditions.openTransactionOver(config.openTransaction())));
        this.timeline = timeline;
        this.webhook = config.webhook().map(AlertWebhook::new);
        this.states = currentStates();
    }

    /** An unknown lag is neither high nor low. */
    private static AlertRule ofLag(String name, Duration hold, AlertRule.Condition condition) {
        return new AlertRule(
                name, hold, condition, snapshot -> snapshot.troubles().broker().isEmpty());
    }

    /** Snapshots report the broker as unavailable only after some silence, which is part of the time. */
    private static Duration afterSilence(Duration time) {
        Duration rest = time.minus(PipelineSnapshot.SILENCE);
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    private static boolean hasNoLag(PipelineSnapshot snapshot) {
        return snapshot.lagRecords().isPresent() && snapshot.lagRecords().getAsLong() == 0;
    }

    /** Ignores snapshots of a stop: what ends with the program is not resolved. */
    @Override
    public void onSnapshot(PipelineSnapshot snapshot) {
        if (snapshot.state() == State.STOPPING) {
            return;
        }
        rules.forEach(rule -> rule.evaluate(snapshot).ifPresent(this::report));
        states = currentStates();
    }

    private void report(AlertRule.Change change) {
        String text = "%s %s: %s".formatted(change.alert(), change.firing() ? "starts" : "ends", change.text());
        timeline.add(Event.Kind.ALERT, text);
        if (change.firing()) {
            LOG.warn("Alert {}", text);
        } else {
            LOG.info("Alert {}", text);
        }
        webhook.ifPresent(target -> target.post(change));
    }

    /** Whether each alert is firing, by name. Safe for use by several threads. */
    public Map<String, Boolean> states() {
        return states;
    }

    /** The names of the alerts that are firing. Safe for use by several threads. */
    public List<String> firing() {
        return firing(states);
    }

    public static List<String> firing(Map<String, Boolean> states) {
        return states.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, Boolean> currentStates() {
        Map<String, Boolean> current = new LinkedHashMap<>();
        rules.forEach(rule -> current.put(rule.name(), rule.isFiring()));
        return current;
    }

    @Override
    public void close() {
        webhook.ifPresent(AlertWebhook::close);
    }
}
