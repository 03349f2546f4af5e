package io.orderpipeline.consumer.lookup.id;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds order ids in the bytes of a value without decoding it, so that a malformed value is found too, and most values
 * cost a few comparisons. All formats have text in UTF-8; JSON may have it in escape sequences. Uses the algorithm of
 * Horspool, for several ids at once: the byte at the end of a window decides how far the window can move. Safe for any
 * thread.
 */
public final class IdMatcher {

    private static final int BYTES = 256;
    private static final int HASHED_BYTES = 6;

    /** The ids by the hash of the bytes in the window: there may be a hundred, and most bytes end none of them. */
    private final Map<Integer, Map<String, byte[]>> byWindow = new HashMap<>();

    private final int window;
    private final int[] shifts = new int[BYTES];

    /** @param texts at least one, none empty */
    public IdMatcher(Collection<String> texts) {
        List<String> ids = List.copyOf(texts);
        window = ids.stream().mapToInt(id -> id.getBytes(UTF_8).length).min().orElseThrow();
        Arrays.fill(shifts, window);
        for (String text : ids) {
            byte[] id = text.getBytes(UTF_8);
            byWindow.computeIfAbsent(hash(id, 0), none -> new LinkedHashMap<>()).put(text, id);
            for (int i = 0; i < window; i++) {
                int last = id[i] & 0xFF;
                shifts[last] = Math.min(shifts[last], window - 1 - i);
            }
        }
    }

    /**
     * The ids that the value contains as a whole word, which is necessary for a record of the order, and not
     * sufficient.
     *
     * @param value null for a record without a value
     */
    public Set<String> find(byte[] value) {
        if (value == null) {
            return Set.of();
        }
        Set<String> found = search(value);
        return JsonText.mayHaveEscapes(value) ? union(found, search(JsonText.unescape(value))) : found;
    }

    private Set<String> search(byte[] value) {
        Set<String> found = Set.of();
        int end = window - 1;
        while (end < value.length) {
            int shift = shifts[value[end] & 0xFF];
            if (shift == 0) {
                found = union(found, at(value, end - window + 1));
            }
            end += Math.max(1, shift);
        }
        return found;
    }

    /** The ids that begin there. */
    private Set<String> at(byte[] value, int start) {
        Set<String> found = Set.of();
        for (Map.Entry<String, byte[]> id :
                byWindow.getOrDefault(hash(value, start), Map.of()).entrySet()) {
            if (isAt(value, start, id.getValue())) {
                found = union(found, Set.of(id.getKey()));
            }
        }
        return found;
    }

    /** Of the last bytes of the window, in which ids of the same time differ. */
    private int hash(byte[] bytes, int start) {
        int hash = 0;
        for (int i = start + Math.max(0, window - HASHED_BYTES); i < start + window; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        Set<String> union = new HashSet<>(a);
        union.addAll(b);
        return union;
    }

    private static boolean isAt(byte[] value, int start, byte[] id) {
        int end = start + id.length;
        return end <= value.length
                && Arrays.equals(value, start, end, id, 0, id.length)
                && (followsItsLength(value, start, id.length)
                        || (!isWordPart(value, start - 1) && !isWordPart(value, end)));
    }

    /** Binary formats have the length before a text, which may look like a letter: Protobuf as it is, Avro doubled. */
    private static boolean followsItsLength(byte[] value, int start, int length) {
        return start > 0 && (value[start - 1] == (byte) length || value[start - 1] == (byte) (2 * length));
    }

    /** Whether the id would be a part of a longer one; bytes above ASCII are parts of letters. */
    private static boolean isWordPart(byte[] value, int at) {
        return at >= 0
                && at < value.length
                && (value[at] < 0 || Character.isLetterOrDigit(value[at]) || value[at] == '-' || value[at] == '_');
    }
}
