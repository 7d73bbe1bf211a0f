package dev.warren.labs.tworegions;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import dev.warren.labs.process.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sites' hosts ping each other and those behind the upstreams, all side by side. */
record PingTour(Lab lab) {
    private static final Pattern AVERAGE = Pattern.compile("= [0-9.]+/([0-9.]+)/");
    private static final List<String> FROM = List.of("host-berlin", "host-paris", "host-boston");
    private static final Map<String, List<String>> TO = targets();

    private static Map<String, List<String>> targets() {
        Map<String, List<String>> targets = new LinkedHashMap<>();
        targets.put("host-fra", List.of("172.20.0.10", "2001:db8:a00::10"));
        targets.put("host-nyc", List.of(Names.HOST_NYC_V4, Names.HOST_NYC_V6));
        targets.put("host-berlin", List.of("10.80.16.10", "fd80:80:16::10"));
        targets.put("host-paris", Names.HOST_PARIS);
        targets.put("host-boston", Names.HOST_BOSTON);
        return targets;
    }

    /** A row for each sender, a column for each receiver: milliseconds over IPv4 and IPv6. */
    String table() throws LabException, InterruptedException {
        Map<String, List<Future<String>>> cells = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String from : FROM) {
                List<Future<String>> row = new ArrayList<>();
                for (Map.Entry<String, List<String>> to : TO.entrySet()) {
                    row.add(threads.submit(() -> from.equals(to.getKey()) ? "-" : cell(from, to.getValue())));
                }
                cells.put(from, row);
            }
        }
        Columns columns = new Columns();
        List<String> headings = new ArrayList<>(List.of("FROM"));
        TO.keySet().forEach(to -> headings.add("TO " + to));
        columns.row(headings);
        for (Map.Entry<String, List<Future<String>>> row : cells.entrySet()) {
            List<String> texts = new ArrayList<>(List.of(row.getKey()));
            for (Future<String> cell : row.getValue()) {
                texts.add(result(cell));
            }
            columns.row(texts);
        }
        return columns.toString();
    }

    private String cell(String from, List<String> addresses) throws LabException, InterruptedException {
        List<String> times = new ArrayList<>();
        for (String address : addresses) {
            Output output = lab.node(from).run("ping", "-n", "-c", "3", "-i", "0.2", "-W", "1", address);
            Matcher average = AVERAGE.matcher(output.out());
            times.add(output.ok() && average.find() ? average.group(1) : "LOST");
        }
        return String.join(" / ", times);
    }

    private static String result(Future<String> cell) throws LabException, InterruptedException {
        try {
            return cell.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LabException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
