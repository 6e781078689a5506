package dev.tocsin.report.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.report.domain.AnomalyRecord;
import dev.tocsin.report.domain.IncidentCase;
import dev.tocsin.report.domain.IncidentReport;
import dev.tocsin.report.domain.ResolutionFrom;
import dev.tocsin.report.scorer.Scorer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports as workbooks and pages, read again. */
class ExportTest {
  @TempDir Path folder;

  @Test
  void aWorkbookHasASheetForEachTableAndSaysHowToReadIt() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    XlsxWriter.write(report(3), out);

    Map<String, String> parts = unzip(out.toByteArray());

    assertThat(parts.get("xl/workbook.xml"))
        .contains("Figures", "Root causes", "Weekday and hour", "About");
    String texts = String.join("\n", parts.values());
    assertThat(texts).contains("=HYPERLINK(1)", "payments").doesNotContain("<f>");
    assertThat(texts).contains("in words", "2026-11-20T10:00Z");
  }

  @Test
  void pagesHaveTheTablesAndTheMethod() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PdfWriter.write(report(PdfPages.MOST_ROWS + 20), out);

    try (PDDocument document = Loader.loadPDF(out.toByteArray())) {
      String text = new PDFTextStripper().getText(document);
      assertThat(document.getNumberOfPages()).isGreaterThan(5);
      assertThat(text)
          .contains("Tocsin: incidents", "method: in words", "Figures", "payments")
          .contains("further rows: CSV and XLSX have all.");
    }
  }

  @Test
  void whatIsTooWideForAPageGoesOnBelowBehindTheNamesOfItsRows() throws IOException {
    IncidentAnswer report = report(3);
    Sheet figures = report.sheets().get(0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PdfWriter.write(report, out);

    try (PDDocument document = Loader.loadPDF(out.toByteArray())) {
      String text = new PDFTextStripper().getText(document);
      assertThat(text.indexOf("Summary")).isBetween(0, text.indexOf("Figures"));
      assertThat(text.split("[\\s]+")).containsAll(figures.header());
      assertThat(text).contains("service payments 3 ");
      assertThat(text.split("service payments ")).hasSizeGreaterThan(2);
    }
  }

  @Test
  void columnsAreAsWideAsWhatIsInThemAndTakeTheRoomThatIsLeft() {
    List<PdfColumns.Block> blocks = PdfColumns.blocks(List.of(50f, 300f, 60f, 60f, 100f), 1, 400);

    assertThat(blocks)
        .containsExactly(
            new PdfColumns.Block(List.of(0, 1, 2, 3), List.of(50f, 230f, 60f, 60f)),
            new PdfColumns.Block(List.of(0, 4), List.of(50f, 100f)));
  }

  @Test
  void aTableIsPrecededByHowToReadIt() throws IOException {
    StringWriter out = new StringWriter();
    CsvWriter.write(report(1), out);

    assertThat(out.toString())
        .startsWith(
            "# report: incidents\r\n# from: 2026-11-20T10:00Z\r\n# to: now\r\n# zone: UTC\r\n")
        .contains("# service: payments\r\n# coverage: 0.5\r\n# asOf: nothing yet\r\n")
        .contains("# method: in words\r\n\"by\",");
  }

  @Test
  void clustersAreATableWithThePictureThatEachPointBelongsTo() {
    Scorer.Picture picture =
        new Scorer.Picture(
            "axes-1", List.of(0.5, 0.2), List.of(new Scorer.Point("shop", null, 1, -2)));
    AnomalyAnswer answer =
        new AnomalyAnswer(
            List.of(),
            List.of(),
            List.of(),
            List.of(picture),
            new AnomalyRecord(0, 0, null, 0, 0, null, 0, null),
            report(1).about());

    assertThat(answer.sheets())
        .filteredOn(sheet -> sheet.name().equals("Clusters"))
        .singleElement()
        .satisfies(
            sheet ->
                assertThat(sheet.rows()).containsExactly(List.of("axes-1", "shop", 1.0, -2.0)));
  }

  private static IncidentAnswer report(int causes) {
    IncidentReport.Collector collector =
        new IncidentReport.Collector(ResolutionFrom.STARTED, ZoneOffset.UTC);
    for (int i = 0; i < causes; i++) {
      String cause = i == 0 ? "=HYPERLINK(1)" : "Ursache für 原因 \n" + i;
      collector.add(
          new IncidentCase(
              "I" + i, "payments", "high", null, cause, null, 0L, 1L, 2L, 3L, true, true, false));
    }
    About about =
        new About(
            "incidents",
            "in words",
            Map.of("service", "payments"),
            1_795_168_800_000L,
            null,
            ZoneId.of("Z").getId(),
            0.5,
            null);
    return IncidentAnswer.of(collector.report(), about);
  }

  private Map<String, String> unzip(byte[] workbook) throws IOException {
    Path file = Files.write(folder.resolve("report.xlsx"), workbook);
    Map<String, String> parts = new HashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        byte[] part = zip.getInputStream(entry).readAllBytes();
        parts.put(entry.getName(), new String(part, StandardCharsets.UTF_8));
      }
    }
    return parts;
  }
}
