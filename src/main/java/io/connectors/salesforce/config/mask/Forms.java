package io.connectors.salesforce.config.mask;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What to look for in a text with its escapes undone: some secrets, plain and in Base64. */
public final class Forms {
    /** Shorter ones are parts of many words, and count only where they stand alone. */
    private static final int SHORT = 4;
    /** What is left of a secret where a text was cut off. */
    private static final int REST = 6;
    /** Shorter, a secret without its signs may be any word. */
    private static final int WORD = 8;

    private final Set<String> plain = new LinkedHashSet<>();
    private final Set<String> alone = new LinkedHashSet<>();
    private final Set<String> base64 = new LinkedHashSet<>();

    /** Of these secrets; empty ones have none. */
    public Forms(Collection<String> secrets) {
        secrets.forEach(secret -> {
            add(secret);
            add(secret.strip());
        });
    }

    private void add(String secret) {
        if (secret.length() < SHORT) {
            alone.add(secret);
            alone.remove("");
            return;
        }
        plain.add(secret);
        String word = secret.replaceAll("\\W", "");
        if (word.length() >= WORD) {
            // what is left of it where somebody wanted a code or a name
            plain.add(word);
        }
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        for (String written : List.of(secret, form, form.replace("+", "%20"), json)) {
            encode(written.getBytes(StandardCharsets.UTF_8));
        }
        encode(secret.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The letters that do not depend on what stands before and behind it, wherever it begins among three bytes. */
    private void encode(byte[] secret) {
        for (int offset = 0; offset < 3; offset++) {
            byte[] whole = new byte[offset + secret.length];
            System.arraycopy(secret, 0, whole, offset, secret.length);
            String letters =
                    Base64.getEncoder().encodeToString(whole).substring((8 * offset + 5) / 6, 8 * whole.length / 6);
            base64.add(letters);
            base64.add(letters.replace('+', '-').replace('/', '_'));
        }
    }

    /** Marks them in one view of a text. */
    public void mark(View view, BitSet marked) {
        String text = view.text();
        for (String secret : plain) {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
                view.mark(at, at + secret.length(), marked);
            }
            view.mark(rest(text, secret), text.length(), marked);
        }
        for (String secret : alone) {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
                if (standsAlone(text, at, at + secret.length())) {
                    view.mark(at, at + secret.length(), marked);
                }
            }
        }
        markBase64(view, marked);
    }

    /** Long Base64 is broken into lines, or into words where somebody has made one line of it again. */
    private void markBase64(View view, BitSet marked) {
        String text = view.text();
        StringBuilder joined = new StringBuilder(text.length());
        int[] places = new int[text.length()];
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                places[joined.length()] = i;
                joined.append(text.charAt(i));
            }
        }
        String whole = joined.toString();
        for (String letters : base64) {
            for (int at = whole.indexOf(letters); at >= 0; at = whole.indexOf(letters, at + 1)) {
                int last = places[at + letters.length() - 1];
                view.mark(runStart(text, places[at]), runEnd(text, last + 1), marked);
            }
            int rest = rest(whole, letters);
            if (rest < whole.length()) {
                view.mark(places[rest], text.length(), marked);
            }
        }
    }

    /** Where the beginning of a secret begins at the end of a text; the end where there is none. */
    private static int rest(String text, String secret) {
        for (int length = Math.min(secret.length() - 1, text.length()); length >= REST; length--) {
            if (text.regionMatches(text.length() - length, secret, 0, length)) {
                return text.length() - length;
            }
        }
        return text.length();
    }

    private static boolean standsAlone(String text, int from, int to) {
        return (from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1)))
                && (to == text.length() || !Character.isLetterOrDigit(text.charAt(to)));
    }

    private static int runStart(String text, int at) {
        int start = at;
        while (start > 0 && letter(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int runEnd(String text, int at) {
        int end = at;
        while (end < text.length() && (letter(text.charAt(end)) || text.charAt(end) == '=')) {
            end++;
        }
        return end;
    }

    private static boolean letter(char letter) {
        return letter < 128 && Character.isLetterOrDigit(letter) || "+/-_".indexOf(letter) >= 0;
    }
}
