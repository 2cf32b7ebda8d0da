package io.connectors.salesforce.simulator.org;

/** Words the generator picks from. */
final class People {
    static final String[] FIRST = {
        "Ada",
        "Grace",
        "Alan",
        "Edsger",
        "Barbara",
        "Donald",
        "Katherine",
        "Linus",
        "Margaret",
        "Dennis",
        "Frances",
        "Ken",
        "Radia",
        "Niklaus",
        "Hedy",
        "John",
        "Mary",
        "José",
        "Zoë",
        "Jürgen",
        "Søren",
        "Łukasz",
        "Nguyễn",
        "李",
        "さくら",
        "Олена",
        "فاطمة",
        "D'Arcy",
        "Anne-Marie",
        "Björn"
    };
    static final String[] LAST = {
        "Lovelace",
        "Hopper",
        "Turing",
        "Dijkstra",
        "Liskov",
        "Knuth",
        "Johnson",
        "Torvalds",
        "Hamilton",
        "Ritchie",
        "Allen",
        "Thompson",
        "Perlman",
        "Wirth",
        "Lamarr",
        "McCarthy",
        "O'Neill",
        "García Márquez",
        "Müller",
        "Sørensen",
        "Wójcik",
        "Trần",
        "王",
        "田中",
        "Шевченко",
        "von Neumann",
        "de la Cruz",
        "Smith \"Smitty\"",
        "Backus",
        "Kay"
    };
    static final String[] DEPARTMENTS = {
        "Sales",
        "Marketing",
        "Finance",
        "Engineering",
        "Support",
        "Legal",
        "Human Resources",
        "Operations",
        "Research & Development"
    };
    static final String[] DIVISIONS = {"EMEA", "AMER", "APAC", "Global"};
    static final String[] TITLES = {
        "Account Executive",
        "Analyst",
        "Engineer",
        "Director",
        "VP, Sales",
        "Consultant",
        "Administrator",
        "Developer",
        "Manager"
    };
    static final String[] COMPANIES = {"Acme Corporation", "Acme GmbH", "Acme \"West\" Ltd.", "Acme K.K."};
    static final String[][] PLACES = {
        {"1 Market St", "San Francisco", "CA", "94105", "United States"},
        {"Unter den Linden 5\r\nHinterhaus", "Berlin", null, "10117", "Germany"},
        {"12 St James's Sq\nFlat 3", "London", null, "SW1Y 4JH", "United Kingdom"},
        {"千代田区1-1", "東京", "東京都", "100-0001", "Japan"},
        {null, null, null, null, null}
    };
    static final String[] LOCALES = {"en_US", "de_DE", "en_GB", "ja_JP", "fr_FR"};
    static final String[] ZONES = {"America/Los_Angeles", "Europe/Berlin", "Europe/London", "Asia/Tokyo", "Europe/Paris"
    };
    static final String[] REGIONS = {"North", "South", "East", "West", null};

    private People() {}
}
