package dev.tocsin.standalone.replay;

/** Makes events of one file's rows. */
interface RowMapper {
  /**
   * @param index the row's place among all rows of the run, from 0
   */
  Mapped map(Row row, long index);
}
