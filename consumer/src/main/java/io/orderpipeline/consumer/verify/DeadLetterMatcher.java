package io.orderpipeline.consumer.verify;

import java.util.List;
import java.util.function.IntFunction;

/** Holds the dead letters of one record against what that record must become. One thread. */
final class DeadLetterMatcher implements HashJoin.Judge {

    private final IntFunction<PartitionFindings> partitions;

    DeadLetterMatcher(IntFunction<PartitionFindings> partitions) {
        this.partitions = partitions;
    }

    @Override
    public void judge(List<JoinEntry> records, List<JoinEntry> letters) {
        JoinEntry any = records.isEmpty() ? letters.get(0) : records.get(0);
        PartitionFindings findings = partitions.apply((int) any.keyHigh());
        letters.forEach(letter -> findings.count(RecordTally.DEAD_LETTERS_FOUND));
        if (records.isEmpty()) {
            letters.forEach(letter -> judgeStray(letter, findings));
            return;
        }
        JoinEntry record = records.get(0);
        if (findings.isConsumed(record.position())) {
            findings.count(RecordTally.DEAD_LETTERS_EXPECTED);
            if (letters.isEmpty()) {
                findings.add(FindingKind.DEAD_LETTER_MISSING, record);
            }
        }
        letters.stream().skip(1).forEach(letter -> findings.add(FindingKind.DEAD_LETTER_DOUBLED, letter));
        letters.stream()
                .filter(letter -> !letter.hasValuesOf(record))
                .forEach(letter -> findings.add(FindingKind.DEAD_LETTER_DIFFERENT, letter));
    }

    private static void judgeStray(JoinEntry letter, PartitionFindings findings) {
        long origin = letter.keyLow();
        if (findings.isGone(origin)) {
            findings.count(RecordTally.DEAD_LETTERS_OLDER_THAN_TOPIC);
        } else {
            findings.add(FindingKind.DEAD_LETTER_UNEXPECTED, letter);
        }
    }
}
