//! A table as Parquet: every column optional, texts UTF-8, times in UTC milliseconds, a row group per page.

use super::table::{Cell, Column, ColumnKind};
use bytes::Bytes;
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use std::sync::Arc;

pub struct ParquetTable {
    columns: Vec<Column>,
    writer: SerializedFileWriter<Vec<u8>>,
}

impl ParquetTable {
    pub fn new(columns: Vec<Column>) -> anyhow::Result<ParquetTable> {
        let fields = columns.iter().map(field).collect::<Result<Vec<TypePtr>>>()?;
        let schema = Type::group_type_builder("row").with_fields(fields).build()?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
        Ok(ParquetTable { columns, writer })
    }

    /// What the file has grown by.
    pub fn page(&mut self, rows: &[Vec<Cell>], is_last: bool) -> anyhow::Result<Bytes> {
        if !rows.is_empty() {
            let mut group = self.writer.next_row_group()?;
            for (place, column) in self.columns.iter().enumerate() {
                write(&mut group, column.kind, rows.iter().map(|row| &row[place]))?;
            }
            group.close()?;
        }
        if is_last {
            self.writer.finish()?;
        }
        self.writer.flush()?;
        Ok(std::mem::take(self.writer.inner_mut()).into())
    }
}

fn field(column: &Column) -> Result<TypePtr> {
    let (physical, logical) = match column.kind {
        ColumnKind::Text | ColumnKind::Id => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        ColumnKind::Real => (Physical::DOUBLE, None),
        ColumnKind::Whole => (Physical::INT64, None),
        ColumnKind::Time => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MILLIS))),
        ColumnKind::Flag => (Physical::BOOLEAN, None),
    };
    let field = Type::primitive_type_builder(&column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()?;
    Ok(Arc::new(field))
}

fn write<'a>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    kind: ColumnKind,
    cells: impl Iterator<Item = &'a Cell> + Clone,
) -> Result<()> {
    match kind {
        ColumnKind::Text | ColumnKind::Id => write_as::<ByteArrayType>(group, cells, |cell| match cell {
            Cell::Text(text) => Some(ByteArray::from(text.as_str())),
            _ => None,
        }),
        ColumnKind::Real => write_as::<DoubleType>(group, cells, |cell| match cell {
            Cell::Real(number) => Some(*number),
            _ => None,
        }),
        ColumnKind::Whole | ColumnKind::Time => write_as::<Int64Type>(group, cells, |cell| match cell {
            Cell::Whole(number) | Cell::Time(number) => Some(*number),
            _ => None,
        }),
        ColumnKind::Flag => write_as::<BoolType>(group, cells, |cell| match cell {
            Cell::Flag(flag) => Some(*flag),
            _ => None,
        }),
    }
}

/// One column of a row group: which cells hold something, and what.
fn write_as<'a, T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    cells: impl Iterator<Item = &'a Cell> + Clone,
    value: impl Fn(&Cell) -> Option<T::T>,
) -> Result<()> {
    let levels: Vec<i16> = cells.clone().map(|cell| i16::from(*cell != Cell::Empty)).collect();
    let values: Vec<T::T> = cells.filter_map(value).collect();
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    column.typed::<T>().write_batch(&values, Some(&levels), None)?;
    column.close()
}
