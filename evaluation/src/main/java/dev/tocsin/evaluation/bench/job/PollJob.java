package dev.tocsin.evaluation.bench.job;

/** Only polls: what the client costs. */
final class PollJob extends ReadingJob {
  private long records;

  @Override
  void read(byte[] value) {
    records++;
  }

  @Override
  Sums take() {
    Sums sums = new Sums(records, -1, -1);
    records = 0;
    return sums;
  }
}
