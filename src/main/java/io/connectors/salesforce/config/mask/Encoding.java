package io.connectors.salesforce.config.mask;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A way in which others write a character as several. */
enum Encoding {
    /** {@code %XX} of UTF-8, a blank as {@code +}. */
    FORM("%+") {
        @Override
        int read(String text, int at, StringBuilder out) {
            if (text.charAt(at) == '+') {
                out.append(' ');
                return at + 1;
            }
            return URL.read(text, at, out);
        }
    },
    /** {@code %XX} of UTF-8; bytes that are none stand for themselves. */
    URL("%") {
        @Override
        int read(String text, int at, StringBuilder out) {
            int first = octet(text, at);
            if (first < 0) {
                return text.charAt(at) == '%' && at + 3 > text.length() ? text.length() : at;
            }
            int length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
            ByteBuffer bytes = ByteBuffer.allocate(length);
            for (int i = 0; i < length; i++) {
                int octet = octet(text, at + 3 * i);
                if (octet < 0) {
                    break;
                }
                bytes.put((byte) octet);
            }
            try {
                out.append(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()));
                return at + 3 * bytes.limit();
            } catch (CharacterCodingException notUtf8) {
                out.append((char) first);
                return at + 3;
            }
        }
    },
    /** Behind a backslash, as JSON and most programming languages write strings. */
    JSON("\\") {
        @Override
        int read(String text, int at, StringBuilder out) {
            if (text.charAt(at) != '\\') {
                return at;
            }
            if (at + 1 == text.length()) {
                return at + 1;
            }
            char kind = text.charAt(at + 1);
            int digits = kind == 'u' ? 4 : kind == 'x' ? 2 : 0;
            if (digits > 0) {
                return hexadecimal(text, at, at + 2, digits, out);
            }
            int control = "bfnrt".indexOf(kind);
            if (control < 0 && Character.isLetterOrDigit(kind)) {
                return at;
            }
            out.append(control < 0 ? kind : "\b\f\n\r\t".charAt(control));
            return at + 2;
        }
    },
    /** An entity of HTML: by its name, or by its number. */
    HTML("&") {
        @Override
        int read(String text, int at, StringBuilder out) {
            if (text.charAt(at) != '&') {
                return at;
            }
            int end = at + 1;
            while (end < text.length() && end - at < LONGEST_ENTITY && entity(text.charAt(end))) {
                end++;
            }
            if (end == text.length()) {
                return end;
            }
            Optional<String> meant = text.charAt(end) == ';' ? meaning(text.substring(at + 1, end)) : Optional.empty();
            meant.ifPresent(out::append);
            return meant.isPresent() ? end + 1 : at;
        }
    };

    private static final int LONGEST_ENTITY = 12;
    private static final Map<String, String> ENTITIES = entities();

    private final String marks;

    Encoding(String marks) {
        this.marks = marks;
    }

    /** Whether a text may hold any. */
    boolean in(String text) {
        return marks.chars().anyMatch(mark -> text.indexOf(mark) >= 0);
    }

    /**
     * Reads what stands at a place, or the rest of a text that was cut off in the middle of it.
     *
     * @param out gets what it means
     * @return where it ends; {@code at} if nothing of the kind stands there
     */
    abstract int read(String text, int at, StringBuilder out);

    private static int octet(String text, int at) {
        if (at + 3 > text.length() || text.charAt(at) != '%') {
            return -1;
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static int hexadecimal(String text, int at, int from, int digits, StringBuilder out) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            if (i == text.length()) {
                return i;
            }
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return at;
            }
            value = value * 16 + digit;
        }
        out.append((char) value);
        return from + digits;
    }

    private static boolean entity(char letter) {
        return letter == '#' || letter < 128 && Character.isLetterOrDigit(letter);
    }

    private static Optional<String> meaning(String entity) {
        if (!entity.startsWith("#")) {
            return Optional.ofNullable(ENTITIES.get(entity));
        }
        boolean hexadecimal = entity.length() > 1 && Character.toLowerCase(entity.charAt(1)) == 'x';
        try {
            int point = Integer.parseUnsignedInt(entity.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
            return Character.isValidCodePoint(point) ? Optional.of(Character.toString(point)) : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** HTML's names of what a secret may be made of: the signs of ASCII, and Latin-1. */
    private static Map<String, String> entities() {
        String[] ascii =
                ("amp & lt < gt > quot \" apos ' excl ! num # dollar $ percnt % lpar ( rpar ) ast * plus + comma ,"
                                + " period . sol / colon : semi ; equals = quest ? commat @ lsqb [ lbrack [ bsol \\ rsqb ] rbrack ]"
                                + " Hat ^ lowbar _ grave ` lcub { lbrace { vert | verbar | rcub } rbrace } AMP & LT < GT > QUOT \"")
                        .split(" ");
        String[] latin =
                ("nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2"
                                + " sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute"
                                + " Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH"
                                + " Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN"
                                + " szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave"
                                + " iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute"
                                + " ucirc uuml yacute thorn yuml")
                        .split(" ");
        Map<String, String> entities = new HashMap<>(Map.of("Tab", "\t", "NewLine", "\n"));
        for (int i = 0; i < ascii.length; i += 2) {
            entities.put(ascii[i], ascii[i + 1]);
        }
        for (int i = 0; i < latin.length; i++) {
            entities.put(latin[i], String.valueOf((char) (0xA0 + i)));
        }
        return entities;
    }
}
