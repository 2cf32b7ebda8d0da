package io.connectors.salesforce.mapping;

import java.util.*;

public final class Mapper {
    public List<String> sources() {
        return List.of();
    }

    public List<String> leftOut() {
        return List.of();
    }

    public Mapped map(Object[] v) {
        return null;
    }
}
