package dev.thorax.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

import dev.thorax.contracts.json.Json;

/** Sends scans by HTTP in each form that ingest takes, with a marker in each place that a device can fill. */
final class MarkedUploads {
    /** The patients of the forms that are no form of a browser. Each is another patient. */
    static final List<String> PATIENTS =
            List.of("query", "http-header", "event-header", "json-event", "gzip", "refused");

    private static final String BOUNDARY = "----marked";
    private static final String TYPE = "Content-Type";

    private final URI address;
    private final String key;
    private final MarkerSearch answers;
    private final MarkerSearch sent;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * Sends to {@code address}.
     *
     * @param key the header that identifies the device
     * @param answers searches the answers
     * @param sent searches what is sent
     */
    MarkedUploads(URI address, String key, MarkerSearch answers, MarkerSearch sent) {
        this.address = address;
        this.key = key;
        this.answers = answers;
        this.sent = sent;
    }

    /** Returns the number of the patient that is named in a place. */
    static String patient(String place) {
        return PatientMarker.in("patient-in-" + place);
    }

    /** Sends a file as a form of a browser has it. Returns its id if it was taken. */
    List<String> form(String id, String name, String patient, byte[] file, Map<String, String> more) throws Exception {
        Map<String, String> fields = new LinkedHashMap<>(more);
        fields.put("id", id);
        fields.put("patient", patient);
        fields.put("remark", PatientMarker.in("form-field"));
        fields.put(PatientMarker.in("form-field-name"), "x");
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            part(form, "name=\"" + field.getKey() + "\"", field.getValue().getBytes(StandardCharsets.UTF_8));
        }
        part(
                form,
                "name=\"file\"; filename=\"" + PatientMarker.in("file-name") + "-" + name + "\"\r\nX-Patient: "
                        + PatientMarker.in("part-header"),
                file);
        form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return send(id, "", Map.of(TYPE, "multipart/form-data; boundary=" + BOUNDARY), form.toByteArray());
    }

    /** Sends a picture in all other forms, and once so that it is refused. Returns the ids of those that were taken. */
    List<String> others(String name, byte[] png) throws Exception {
        List<String> taken = new ArrayList<>();
        String id = name + "-query";
        taken.addAll(send(
                id,
                "?id=" + id + "&patient=" + patient("query") + "&remark=" + PatientMarker.in("query") + "&"
                        + PatientMarker.in("query-name") + "=x",
                Map.of(TYPE, "image/png"),
                png));
        id = name + "-header";
        taken.addAll(send(id, "?id=" + id, Map.of(TYPE, "image/png", "patient", patient("http-header")), png));
        id = name + "-event";
        taken.addAll(send(
                id,
                "",
                Map.of(
                        TYPE,
                        "image/png",
                        "ce-id",
                        id,
                        "ce-patient",
                        patient("event-header"),
                        "ce-subject",
                        PatientMarker.in("event-header-subject"),
                        "ce-patientname",
                        PatientMarker.in("event-header-extension")),
                png));
        id = name + "-json";
        taken.addAll(send(
                id, "", Map.of(TYPE, "application/cloudevents+json"), event(id, patient("json-event"), "json", png)));
        id = name + "-gzip";
        taken.addAll(send(
                id,
                "?id=" + id,
                Map.of(TYPE, "image/png", "Content-Encoding", "gzip", "patient", patient("gzip")),
                gzip(png)));
        id = name + "-refused";
        taken.addAll(send(
                id,
                "?id=" + id + "&patient=" + patient("refused") + "&label=" + PatientMarker.in("label-in-query"),
                Map.of(TYPE, "image/png; name=" + PatientMarker.in("http-media-type")),
                png));
        return taken;
    }

    /** Returns a CloudEvent in JSON with a file. */
    static byte[] event(String id, String patient, String place, byte[] file) {
        Map<String, Object> event = new TreeMap<>();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("type", "dev.thorax.scan.v1");
        event.put("source", "/device");
        event.put("patient", patient);
        event.put("subject", PatientMarker.in(place + "-subject"));
        event.put("patientname", Map.of("name", PatientMarker.in(place + "-extension")));
        event.put("data_base64", Base64.getEncoder().encodeToString(file));
        return Json.write(event);
    }

    private static void part(ByteArrayOutputStream form, String disposition, byte[] value) {
        form.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(value);
        form.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> send(String id, String query, Map<String, String> more, byte[] body) throws Exception {
        Map<String, String> headers = new TreeMap<>(more);
        headers.put("X-Patient-Name", PatientMarker.in("unknown-http-header"));
        headers.put("Cookie", "patient=" + PatientMarker.in("cookie"));
        headers.put("User-Agent", PatientMarker.in("user-agent"));
        sent.search("request", id, (query + headers).getBytes(StandardCharsets.UTF_8));
        sent.search("request body", id, body);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + query)).header("Authorization", key);
        headers.forEach(request::header);
        HttpResponse<byte[]> answer = http.send(
                request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        answers.search("answer", "POST /scans for " + id, answer.body());
        answers.search(
                "answer",
                "headers of POST /scans for " + id,
                answer.headers().map().toString().getBytes(StandardCharsets.UTF_8));
        return answer.statusCode() == 202 ? List.of(id) : List.of();
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
