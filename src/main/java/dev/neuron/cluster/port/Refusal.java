package dev.neuron.cluster.port;

/** The reasons why a connection does not become one between members. */
enum Refusal {
  OTHER_PROTOCOL(
      "it does not speak the protocol of members: it is a client, a scanner or a member of an older"
          + " version"),
  OTHER_SECRET(
      "it has another neuron.cluster.secret, or only one of the two has one. The two are no replicas"
          + " of each other and share no models"),
  CLOSED(
      "it closed the connection when it got this member's proof. Unless it is stopping, it has"
          + " another neuron.cluster.secret; the two are then no replicas of each other and share no"
          + " models"),
  SILENT("it did not complete the handshake in time"),
  CROWDED("newer connections wait for their handshake, and too many were open");

  private final String sentence;

  Refusal(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
