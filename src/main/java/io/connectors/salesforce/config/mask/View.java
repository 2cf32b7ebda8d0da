package io.connectors.salesforce.config.mask;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A text with some of its encodings undone, each character with the place where it stands in the text as it was written. */
public final class View {
    /** How many encodings around each other are looked through. */
    private static final int DEEPEST = 3;
    /** Far above what any honest text has. */
    private static final int MOST = 50;

    private final String text;
    private final int[] starts;
    private final int[] ends;

    private View(String text, int[] starts, int[] ends) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
    }

    /** All that differ, the text as it was written first; none of a text that has more than can be looked at. */
    public static List<View> all(String written) {
        Map<String, View> views = new LinkedHashMap<>();
        List<View> last = List.of(new View(written, null, null));
        views.put(written, last.get(0));
        for (int depth = 0; depth < DEEPEST && !last.isEmpty(); depth++) {
            Map<String, View> next = new LinkedHashMap<>();
            for (View view : last) {
                for (Encoding encoding : Encoding.values()) {
                    if (encoding.in(view.text)) {
                        View undone = view.without(encoding);
                        if (!views.containsKey(undone.text)) {
                            next.putIfAbsent(undone.text, undone);
                        }
                    }
                }
                if (views.size() + next.size() > MOST) {
                    return List.of();
                }
            }
            views.putAll(next);
            last = List.copyOf(next.values());
        }
        return List.copyOf(views.values());
    }

    private View without(Encoding encoding) {
        StringBuilder out = new StringBuilder(text.length());
        int[] from = new int[text.length()];
        int[] to = new int[text.length()];
        for (int at = 0; at < text.length(); ) {
            int first = out.length();
            int end = encoding.read(text, at, out);
            if (end == at) {
                out.append(text.charAt(at));
                end = at + 1;
            }
            for (int i = first; i < out.length(); i++) {
                from[i] = start(at);
                to[i] = end(end - 1);
            }
            at = end;
        }
        return new View(out.toString(), from, to);
    }

    private int start(int at) {
        return starts == null ? at : starts[at];
    }

    private int end(int at) {
        return ends == null ? at + 1 : ends[at];
    }

    /** What it reads. */
    public String text() {
        return text;
    }

    /** Notes what stands from one place to before another, in the text as it was written. */
    public void mark(int from, int to, BitSet marked) {
        if (from < to) {
            marked.set(start(from), end(to - 1));
        }
    }
}
