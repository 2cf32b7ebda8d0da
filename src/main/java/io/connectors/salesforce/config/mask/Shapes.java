package io.connectors.salesforce.config.mask;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is recognized without being known: tokens by their shape, people by their address. No pattern goes back or deep. */
public final class Shapes {
    /** Not "Bearer token" nor "Bearer realm=...": what follows is a word of a sentence, or the name of a parameter. */
    private static final String NO_WORD = "(?![a-z_]{1,20}+(?:[\\s\"'=,;)]|[.](?:\\s|$)|$))";

    private static final String TOKEN = "([A-Za-z0-9._~+/!=|:-]++)";
    private static final String VALUE = "([^\\s\"',;<>&]++)";
    private static final String IS = "[\"'\\s]{0,4}+[:=][\"'\\s]{0,4}+";

    private static final List<Pattern> TOKENS = List.of(
            Pattern.compile("\\b(?i:bearer|basic)[\\s:\"'=]{1,8}+" + NO_WORD + TOKEN),
            Pattern.compile("(?i:authorization)" + IS + "(?:[A-Za-z]{1,20}+\\s{1,4}+)?+" + NO_WORD + VALUE),
            Pattern.compile(
                    "(?i:(?:access|refresh|id|session|auth|security)_?token|client_?secret|consumer_?secret|assertion"
                            + "|api[_-]?key|passw(?:or)?d)"
                            + IS + NO_WORD + VALUE),
            Pattern.compile("(00D[A-Za-z0-9]{9,15}+!?[A-Za-z0-9._-]{20,}+)"),
            Pattern.compile("(00D[A-Za-z0-9]{9,15}+![A-Za-z0-9._-]++)"),
            Pattern.compile("(eyJ[A-Za-z0-9_-]{6,1000}+[.][A-Za-z0-9_-]{4,}+(?:[.][A-Za-z0-9_-]*+){0,3}+)"));

    private static final String LOCAL = "[\\p{L}\\p{N}._%+'&*/=?^{|}~!#$-]{1,100}+";
    private static final List<Pattern> ADDRESSES = List.of(
            Pattern.compile("((?:" + LOCAL + "|\"[^\"\\r\\n]{1,100}+\")@[\\p{L}\\p{N}-]++[.][\\p{L}\\p{N}.-]*+)"));

    private Shapes() {}

    /** Marks what looks like a token. */
    public static void markTokens(View view, BitSet marked) {
        mark(TOKENS, view, marked);
    }

    /** Marks e-mail addresses, which logins of Salesforce are too. */
    public static void markAddresses(View view, BitSet marked) {
        if (view.text().indexOf('@') >= 0) {
            mark(ADDRESSES, view, marked);
        }
    }

    private static void mark(List<Pattern> shapes, View view, BitSet marked) {
        for (Pattern shape : shapes) {
            for (Matcher found = shape.matcher(view.text()); found.find(); ) {
                view.mark(found.start(1), found.end(1), marked);
            }
        }
    }
}
