package io.orderpipeline.testing.drill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Orders that come several times with other values each time: the last by offset is the one that must be stored. */
final class Updates {

    private static final String[] CATEGORIES = {"books", "toys", "sports", "garden", "music", "electronics"};

    private Updates() {}

    /** In an order that has nothing to do with the quantities. */
    static List<ProducerRecord<byte[], byte[]>> shuffled(String topic, int orders, int versions, Random random) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int order = 0; order < orders; order++) {
            String category = CATEGORIES[order % CATEGORIES.length];
            for (int quantity = 1; quantity <= versions; quantity++) {
                records.add(
                        OrderFields.of("updated-" + order, category, quantity).record(topic, category));
            }
        }
        Collections.shuffle(records, random);
        return records;
    }
}
