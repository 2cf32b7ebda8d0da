package io.connectors.salesforce.mapping;

import java.nio.file.Path;
import java.util.*;

public final class Mapping {
    public static Mapping read(Path f) {
        return null;
    }

    public static Mapping read(String n, String c) {
        return null;
    }

    public String version() {
        return "";
    }

    public String csv() {
        return "";
    }

    public List<String> sources() {
        return List.of();
    }

    public Set<String> requiredSources() {
        return Set.of();
    }

    public Mapper mapper(Set<String> r) {
        return null;
    }
}
