-- The snapshots. Both times are in microseconds since 1970. The lookup name is the name by which a snapshot is found:
-- it is taken from older ones when the newest with their name had to make room.
create table model (
  id          varchar(64) primary key,
  owner       varchar(1000) not null,
  lookup_name varchar(1000),
  created_at  bigint not null unique,
  used_at     bigint not null,
  bytes       bigint not null,
  content     ${binary} not null
);
create index model_by_age on model (owner, created_at);
create index model_by_name on model (owner, lookup_name, created_at);
create index model_by_use on model (owner, used_at);

-- How much each owner has who has any.
create table owner_total (
  owner  varchar(1000) primary key,
  models bigint not null,
  bytes  bigint not null
);

-- Ids and names of what had to make room, in the order in which it did.
create table evicted (
  owner      varchar(1000) not null,
  id_or_name varchar(1000) not null,
  place      bigint generated always as identity unique,
  primary key (owner, id_or_name)
);

-- One row, which every change locks first: changes come one after the other.
create table store_state (
  last_created_at bigint not null
);
insert into store_state (last_created_at) values (0);
