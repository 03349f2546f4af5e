// What each alert means and what to do: the words of docs/operations.md, which a test compares.
export const HELP = {
  "database-away": {
    meaning: "Cassandra accepts no writes; orders stay in Kafka",
    action: "run `consumer.jar doctor` and repair Cassandra; the consumer needs no action",
    commands: ["doctor"],
  },
  "broker-away": {
    meaning: "Kafka does not answer, or does not report or accept the group's offsets; lag is unknown, and orders stay in Kafka or with their producers",
    action: "`/readyz` has the reason: repair the broker or the network; if the group's offsets are refused, check the user's permissions; the consumer needs no action",
    commands: ["doctor"],
  },
  "registry-away": {
    meaning: "records wait for a schema that the schema registry does not give; orders stay in Kafka",
    action: "`/readyz` has the reason and the schema's id: repair the registry, its address or its credentials; the consumer resumes automatically",
    commands: [],
  },
  "lag-growing": {
    meaning: "more orders arrive than are stored",
    action: "check `write_concurrency_limit`: a low value means that Cassandra is slow, a high one that the consumer needs CPU or threads; growing lag on one partition alone means a hot category",
    commands: ["doctor"],
  },
  "no-progress": {
    meaning: "records wait, and none is stored or dead-lettered",
    action: "`/readyz` has the reason; take a thread dump (`jcmd PID Thread.print`) before a restart",
    commands: ["doctor"],
  },
  "dead-letters-blocked": {
    meaning: "invalid records cannot be moved to the dead-letter topic, so no offset of their thread is committed; nothing is lost",
    action: "`/readyz` has the broker's reason: repair the dead-letter topic (exists, in-sync replicas); the consumer resumes automatically",
    commands: ["doctor"],
  },
  "dead-letter-share": {
    meaning: "more than one record in twenty is invalid",
    action: "`consumer.jar dead-letters list` groups them by reason; fix the producer, then run `dead-letters replay`",
    commands: ["dead-letters list", "dead-letters replay --all --dry-run"],
  },
  "end-to-end": {
    meaning: "one order in a hundred takes a minute or more",
    action: "after an outage this ends without action; otherwise proceed as for lag; wrong producer clocks also cause this alert, see `doctor`",
    commands: ["doctor"],
  },
  "open-transaction": {
    meaning: "another producer has left a transaction open, so records after its first one wait",
    action: "`doctor` names the producer: end or restart it, or abort the transaction with `kafka-transactions.sh abort`",
    commands: ["doctor"],
  },
};
