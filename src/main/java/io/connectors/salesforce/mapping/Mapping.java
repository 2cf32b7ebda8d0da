package io.connectors.salesforce.mapping;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How users of Salesforce become users of a platform: the rows of one CSV file. */
public final class Mapping {
    private static final String MARK = "\uFEFF";
    /** Changes with what the same row makes of the same value, so that an upgrade is taken for a changed mapping. */
    private static final String FORM = "form 2\n";

    private final String name;
    private final String csv;
    private final List<Row> rows;

    private Mapping(String name, String csv, List<Row> rows) {
        this.name = name;
        this.csv = csv;
        this.rows = List.copyOf(rows);
    }

    /**
     * Reads and checks a file, UTF-8.
     *
     * @throws MappingException with every problem it has
     */
    public static Mapping read(Path file) {
        String name = file.getFileName().toString();
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (utf16(bytes)) {
                throw new CharacterCodingException();
            }
            return read(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException wrong) {
            throw new MappingException(
                    List.of(new Problem(name, 1, "", "the file is not UTF-8; save it as CSV UTF-8")));
        } catch (IOException unreadable) {
            throw new MappingException(List.of(new Problem(
                    name,
                    1,
                    "",
                    "the file cannot be read; check that it is there, and that this process may read it")));
        }
    }

    /** By its byte order mark, or by the zero beside its first letter. */
    private static boolean utf16(byte[] bytes) {
        return bytes.length > 1
                && (bytes[0] == 0
                        || bytes[1] == 0
                        || (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF
                        || (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE);
    }

    /** Reads and checks a file's text, like {@link #read(Path)}. */
    public static Mapping read(String name, String csv) {
        RowReader reader = new RowReader(name);
        String text = csv.startsWith(MARK) ? csv.substring(1) : csv;
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .skipEmptyLines(false)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(text)) {
            boolean first = true;
            for (CsvRecord row : records) {
                int line = (int) row.getStartingLineNumber();
                if (first) {
                    reader.header(line, row.getFields());
                } else {
                    reader.row(line, row.getFields());
                }
                first = false;
            }
            if (first) {
                reader.header(1, List.of());
            }
            reader.end();
        } catch (CsvParseException wrong) {
            throw new MappingException(
                    List.of(new Problem(name, 1, "", "the file is not CSV (RFC 4180): " + wrong.getMessage())));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (!reader.problems().isEmpty()) {
            throw new MappingException(reader.problems());
        }
        return new Mapping(name, csv, reader.rows());
    }

    /** The file's name. */
    public String name() {
        return name;
    }

    /** The file's own text. */
    public String csv() {
        return csv;
    }

    /** The target attributes, in the order of the file. */
    public List<String> targets() {
        return rows.stream().map(Row::target).toList();
    }

    /** The Salesforce fields its targets are made of, in the order of the file. */
    public List<String> sources() {
        return rows.stream().flatMap(row -> row.sources().stream()).distinct().toList();
    }

    /** The fields without which a Required attribute would be left out. */
    public Set<String> requiredSources() {
        return rows.stream()
                .filter(Row::required)
                .flatMap(row -> row.sources().stream())
                .collect(Collectors.toSet());
    }

    /** Tells mappings apart by what they do, the present meaning of transforms included: neither the order of rows nor their descriptions count. */
    public String version() {
        String meaning = FORM
                + rows.stream()
                        .sorted(Comparator.comparing(Row::target))
                        .map(row -> row.target() + '\t' + row.sources() + '\t' + row.meaning() + '\t' + row.required())
                        .collect(Collectors.joining("\n"));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(meaning.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The mapping for an org that lets the connector read these fields. */
    public Mapper mapper(Set<String> readable) {
        return new Mapper(rows, readable);
    }
}
