# PostgreSQL of Debian's packages, used like the official image: its user postgres is 999, as there
FROM debian-with-postgresql
RUN usermod -o -u 999 postgres && groupmod -o -g 999 postgres && \
    mkdir -p /var/lib/postgresql/data /run/postgresql && chown -R postgres:postgres /var/lib/postgresql /run/postgresql
COPY postgres.sh /usr/local/bin/
ENV PATH=/usr/lib/postgresql/15/bin:/usr/sbin:/usr/bin:/bin
VOLUME /var/lib/postgresql/data
STOPSIGNAL SIGINT
ENTRYPOINT ["/usr/local/bin/postgres.sh"]
