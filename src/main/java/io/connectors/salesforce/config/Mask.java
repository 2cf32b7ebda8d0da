package io.connectors.salesforce.config;

import io.connectors.salesforce.config.mask.Forms;
import io.connectors.salesforce.config.mask.Shapes;
import io.connectors.salesforce.config.mask.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Hides what must not be seen in texts that others wrote: the secrets of a connector - plain, URL-encoded, in Base64, escaped
 * for JSON or HTML, or several of these around each other - and whatever has the shape of a token. What is about to be stored,
 * logged or answered passes through it first.
 */
public final class Mask {
    private static final String HIDDEN = "******";
    /** Enough for every message; what is longer is cut. */
    private static final int LONGEST = 10_000;

    private static final String CUT = "…";
    private static final int KEY_BYTES = 64 << 10;

    private final List<String> secrets;
    private final Forms forms;

    private Mask(Collection<String> secrets) {
        this.secrets = secrets.stream().distinct().toList();
        forms = new Forms(this.secrets);
    }

    /** Of a text of which no connector is known: hides only what has the shape of a token. */
    public static Mask unknown() {
        return new Mask(List.of());
    }

    /** Of all secrets in a connector's file, and of its private key. */
    public static Mask of(Connector connector) {
        Salesforce salesforce = connector.salesforce();
        Platform platform = connector.platform();
        List<String> secrets = new ArrayList<>();
        Stream.of(
                        salesforce.consumerSecret(),
                        salesforce.password(),
                        salesforce.securityToken(),
                        salesforce.loginPassword(),
                        platform.token(),
                        platform.oauth2().map(OAuth2::clientSecret))
                .flatMap(Optional::stream)
                .map(Secret::value)
                .forEach(secrets::add);
        connector.secrets().forEach(secret -> secrets.add(secret.value()));
        salesforce.privateKey().ifPresent(file -> secrets.addAll(lines(file)));
        return new Mask(secrets);
    }

    /** Whoever quotes a key does so line by line; the short last one says nothing. */
    private static List<String> lines(Path key) {
        try {
            if (!Files.isRegularFile(key) || Files.size(key) > KEY_BYTES) {
                return List.of();
            }
            return new String(Files.readAllBytes(key), StandardCharsets.ISO_8859_1)
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= 16 && !line.startsWith("-----"))
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** The same with more secrets, such as the tokens that a connector got while it ran. */
    public Mask and(Collection<String> more) {
        List<String> all = new ArrayList<>(secrets);
        all.addAll(more);
        return new Mask(all);
    }

    /** A text without secrets, for answers to those who may see people's data; null stays null. */
    public String hide(String text) {
        return hide(text, false);
    }

    /** A text without secrets and e-mail addresses, for reasons, logs and notifications; null stays null. */
    public String hideAll(String text) {
        return hide(text, true);
    }

    private String hide(String text, boolean people) {
        if (text == null || text.isEmpty()) {
            return text;
        }
        boolean cut = text.length() > LONGEST;
        String whole = cut ? text.substring(0, LONGEST) : text;
        boolean open = cut || whole.endsWith(CUT);
        String seen = whole.endsWith(CUT) ? whole.substring(0, whole.length() - CUT.length()) : whole;
        List<View> views = View.all(seen);
        if (views.isEmpty()) {
            return HIDDEN;
        }
        BitSet marked = new BitSet(seen.length());
        for (View view : views) {
            forms.mark(view, marked);
            Shapes.markTokens(view, marked);
            if (people) {
                Shapes.markAddresses(view, marked);
            }
        }
        return shown(seen, marked) + (open ? CUT : "");
    }

    private static String shown(String text, BitSet marked) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int from = marked.nextSetBit(at);
            if (from < 0) {
                return shown.append(text, at, text.length()).toString();
            }
            shown.append(text, at, from).append(HIDDEN);
            at = marked.nextClearBit(from);
        }
        return shown.toString();
    }

    /** How many secrets it has, nothing else. */
    @Override
    public String toString() {
        return secrets.size() + " secrets";
    }
}
