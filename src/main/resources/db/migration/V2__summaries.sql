-- What lists show of a snapshot, apart from its content. A snapshot that an older service put has none until a list
-- shows it for the first time.
create table model_summary (
  id       varchar(64) primary key references model (id) on delete cascade,
  name     varchar(1000),
  features integer not null,
  loss     double precision,
  accuracy double precision
);
