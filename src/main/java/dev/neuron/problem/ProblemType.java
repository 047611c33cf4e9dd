package dev.neuron.problem;

import dev.neuron.core.data.InvalidInputException;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * The kinds of problem in responses of this API, each with its status and its page under {@code
 * /problems/}. Those that {@link InvalidInputException.Reason} names have the same name here.
 */
public enum ProblemType {
  MALFORMED_JSON(
      HttpStatus.BAD_REQUEST,
      "The body is not valid JSON",
      "The body could not be read as one JSON value in UTF-8. A key that stands twice in an object, a"
          + " NaN or Infinity, a comment, a trailing comma and text after the value count as errors"
          + " too. The detail names the line and the column."),
  MALFORMED_CSV(
      HttpStatus.BAD_REQUEST,
      "The body is not a CSV table",
      "A table is UTF-8 text with a comma between cells, a line break after each row and a first line"
          + " that names the columns. A cell in quotes ends with its quote, and a quote within it is"
          + " doubled. The detail names the line."),
  MALFORMED_NPY(
      HttpStatus.BAD_REQUEST,
      "The body is not a NumPy array",
      "The bytes are not what numpy.save writes: a header that describes the array, and then exactly"
          + " as many numbers as it says. The detail names what is wrong."),
  MALFORMED_PARQUET(
      HttpStatus.BAD_REQUEST,
      "The body is not a Parquet file",
      "A Parquet file begins and ends with the bytes PAR1, describes its columns at its end and keeps"
          + " their values in pages, each of the size and with as many values as it says. The detail"
          + " names what is wrong: most often the file was cut off on its way."),
  MALFORMED_GZIP(
      HttpStatus.BAD_REQUEST,
      "The body is not gzip",
      "With Content-Encoding: gzip, all bytes of the body are what gzip writes, to the end and with"
          + " the right checksum; several such parts in a row count as one. The detail says whether"
          + " something else came, or the data are damaged or cut off. Send them again, or the body"
          + " uncompressed without this header."),
  UNKNOWN_FIELD(
      HttpStatus.BAD_REQUEST,
      "A field is not known here",
      "Requests are read strictly, so that a misspelt field is not silently ignored. The detail lists"
          + " the fields that are known in that place."),
  WRONG_TYPE(
      HttpStatus.BAD_REQUEST,
      "A value has the wrong type",
      "Numbers are not taken as strings, fractions not as integers, and null not as a number. The"
          + " pointer names the value, the detail the type that is expected."),
  NUMBER_OVERFLOW(
      HttpStatus.BAD_REQUEST,
      "A number is too large for a double",
      "The magnitude of a number must be at most 1.797e308, the largest 64-bit floating-point"
          + " number."),
  INVALID_REQUEST(
      HttpStatus.BAD_REQUEST,
      "The request is not understood",
      "A parameter of the URL, a header or the request line itself is not what it should be."),
  UNAUTHORIZED(
      HttpStatus.UNAUTHORIZED,
      "A valid token is needed",
      "Access to this service is controlled. Send Authorization: Bearer and your token with every"
          + " request. A token that is not known, has expired or is not well-formed is refused"
          + " without a word on what is wrong with it."),
  ORIGIN_NOT_ALLOWED(
      HttpStatus.FORBIDDEN,
      "Pages of this origin may not call",
      "A browser asked on behalf of a page from another origin. neuron.http.allowed-origins lists the"
          + " origins whose pages may call; by default those served from localhost."),
  NOT_FOUND(HttpStatus.NOT_FOUND, "Nothing is here", "There is no such path in this API."),
  MODEL_NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "There is no such model",
      "No model has this id or name: it was never trained here, or has been deleted, or the service"
          + " has been restarted since (models live in memory)."),
  MODEL_EVICTED(
      HttpStatus.GONE,
      "The model has been evicted",
      "The store is bounded. When it is full, the model that has not been used for the longest time"
          + " goes. Train it again, or raise neuron.models.max-models and neuron.models.max-size."),
  TRAINING_NOT_FOUND(
      HttpStatus.NOT_FOUND,
      "There is no such training",
      "No training has this id: it was never begun here, or the service, with all its replicas, has"
          + " been restarted since (trainings live in memory)."),
  TRAINING_EXPIRED(
      HttpStatus.GONE,
      "The training is no longer kept",
      "A training that has ended is kept until the time that its expiresAt says, or until it is"
          + " deleted or too many others have ended since. The model that it made is not gone with"
          + " it: look under /models."),
  METHOD_NOT_ALLOWED(
      HttpStatus.METHOD_NOT_ALLOWED,
      "The path does not take this method",
      "The Allow header lists the methods that it takes."),
  NOT_ACCEPTABLE(
      HttpStatus.NOT_ACCEPTABLE,
      "The answer cannot be given in this format",
      "Every endpoint answers application/json; /predict answers text/csv, application/x-ndjson and"
          + " application/x-npy too. Name one of them in the Accept header, or leave it out."),
  SLOW_BODY(
      HttpStatus.REQUEST_TIMEOUT,
      "The body arrives too slowly",
      "A body has to arrive within neuron.limits.max-body-time. Send the request again."),
  KEY_IN_USE(
      HttpStatus.CONFLICT,
      "A request with this Idempotency-Key is still being answered",
      "The same request has been sent before and has no answer yet. Send it again in a while to get"
          + " that answer."),
  TRAINING_CANCELLED(
      HttpStatus.CONFLICT,
      "The training was cancelled",
      "Somebody cancelled the training before it had begun, so there is no model. One that had begun"
          + " leaves its model so far."),
  REQUEST_TOO_LARGE(
      HttpStatus.CONTENT_TOO_LARGE,
      "The body is too large",
      "A body may have at most neuron.limits.max-request-size bytes, compressed and decompressed."),
  LINE_TOO_LONG(
      HttpStatus.CONTENT_TOO_LARGE,
      "A line is too long",
      "A training on a line of its own may have at most 1048576 bytes. Send a larger one as a request"
          + " of its own."),
  UNSUPPORTED_MEDIA_TYPE(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "The body comes in a format that is not read here",
      "Bodies are application/json, except on /trainings/upload and /train/lines. Tables are text/csv,"
          + " application/x-npy or application/x-ndjson, and application/vnd.apache.parquet except on"
          + " /trainings/upload. Name the format in the Content-Type header, and send text in UTF-8,"
          + " compressed by gzip or not."),
  HOST_NOT_ALLOWED(
      HttpStatus.MISDIRECTED_REQUEST,
      "The service is not asked by this name",
      "While there is no access control, the Host header must be an IP address, localhost, a name"
          + " without a dot, a name that ends with .localhost, .local, .internal or .test, or one that"
          + " neuron.http.allowed-hosts lists. Otherwise a page elsewhere could let its own name point"
          + " to this service and use it from within a visitor's browser."),
  KEY_REUSED(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The Idempotency-Key belongs to another request",
      "A key stands for one request: the same path, query, format and body. Take a new key for"
          + " another one."),
  NOT_EXPORTABLE(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The neuron cannot be written in this format",
      "Some formats have bounds: a formula of Excel's may have 8192 characters, a class of Java's so"
          + " many numbers, and the training script needs a model that was trained here. The detail"
          + " names the bound. Every neuron can be written as json, onnx and python."),
  MISSING_FIELD(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "A field is missing",
      "The detail names the field or parameter."),
  CONFLICTING_FIELDS(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "Two fields exclude each other",
      "Both say the same thing in different ways; give one of them."),
  UNUSABLE_CELL(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "A cell of the table cannot be used",
      "In a column of numbers, of which at least nine tenths of the cells are numbers, every cell must"
          + " hold a decimal number such as 12, -0.5 or 6.02e23 that is finite as a double, without"
          + " separators of thousands, or a word for a missing value. Correct the cells, or send"
          + " categories= with the column's name if it holds categories, or ignore= to leave it out."),
  UNKNOWN_COLUMN(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The table has no such column",
      "ignore, weights and categories name columns of the table; where columns have no names they are"
          + " meant by their index, counted from 0."),
  MISSING_VALUES(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "Cells are missing",
      "An empty cell, null, and the words NA, N/A, NaN, None and ? stand for a missing value. To train"
          + " in spite of them, send missing=mean (a number becomes the mean of its column, for a"
          + " category missing is a level of its own) or missing=dropRows (rows with a missing cell are"
          + " left out), or ignore= with the columns that miss many. A model that was trained with"
          + " missing=mean also predicts for rows with missing cells."),
  TOO_MANY_CATEGORIES(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "A column of categories has too many levels",
      "Each level but one becomes a feature, so a column of names, ids or free text is of no use. Leave"
          + " it out by ignore=, or raise maxCategories, which is 50."),
  UNKNOWN_CATEGORY(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "A level is not known to the model",
      "The training has seen no row with this level, so there is no weight for it. With"
          + " unknownCategories=reference it counts as the reference of its column."),
  SINGLE_CLASS(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The target has one value alone",
      "To tell two classes apart, the neuron needs rows of both."),
  MORE_THAN_TWO_CLASSES(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The target has more than two values",
      "One neuron tells two classes apart. Send positive= with one of the values, to train whether a"
          + " row has it or not. For a quantity, scale the target to [0, 1]."),
  UNKNOWN_CLASS(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The target has no such value",
      "positive is one of the values of the target, and classWeights has a weight for each of them. The"
          + " detail lists them."),
  UNSUPPORTED_ARRAY(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The array is of a kind that is not read here",
      "Arrays of numbers, integers and truth values are read, with two dimensions: rows and columns."
          + " In Python: numpy.save(file, array.astype(float))."),
  UNSUPPORTED_PARQUET(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The Parquet file is written in a way that is not read here",
      "Files in one piece are read, without encryption, uncompressed or compressed by Snappy or gzip."
          + " In Python: table.to_parquet(file, compression=\"snappy\")."),
  UNSUPPORTED_COLUMN(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "A column is of a type that is not read here",
      "Numbers, decimal numbers, truth values and texts are read. Leave other columns out by ignore=,"
          + " or write what they hold as numbers or texts: of a date for example the year, or the days"
          + " since another one."),
  UNKNOWN_TARGET(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The table has no such target column",
      "target is the name of a column or its index, counted from 0; without it the last column is"
          + " the target."),
  NO_ROWS(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "There are no rows",
      "At least one row of at least one number is needed."),
  RAGGED_ROWS(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The rows differ in length",
      "All rows need the same number of values, one for each feature. The pointer names the first row"
          + " that differs from row 0."),
  WRONG_TARGET_COUNT(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "Rows and targets differ in number",
      "y needs exactly one target for each row of x."),
  TARGET_OUT_OF_RANGE(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "A target lies outside [0, 1]",
      "A sigmoid answers between 0 and 1, so that is where its targets must be. For two classes take 0"
          + " and 1; for a quantity, scale it to [0, 1] first."),
  INVALID_SAMPLE_WEIGHTS(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The sample weights are not usable",
      "One weight for each row, 0 or from 1e-100 to 1e100, not all 0."),
  INVALID_FEATURE_NAMES(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The feature names are not usable",
      "One name for each feature, not blank, none twice, at most 200 characters each."),
  INVALID_COLUMNS(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The columns or classes of the import are not usable",
      "They have the form that GET /models/{id} and the json export give them: columns with the features"
          + " that W has weights for, different levels of which one is the reference, and two different"
          + " classes. The detail says what is wrong with the value at the pointer."),
  FEATURE_NAME_MISMATCH(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The names of the features differ from those of the model",
      "A row given as an object must name each feature of the model once and nothing else. A model"
          + " trained without featureNames takes rows as arrays only. With startFrom a dataset whose"
          + " features have names must have those of the model, in any order: rename its columns, or"
          + " leave the names out to go by position."),
  WRONG_FEATURE_COUNT(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The number of features does not fit",
      "Rows need as many values as the model has weights. A table to train on needs a column beside"
          + " the target."),
  TOO_MANY_FEATURES(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The dataset has too many features",
      "Every feature takes some memory while training; neuron.limits.max-features is the limit. A CSV"
          + " table may have 131072 columns at the most."),
  INVALID_HYPERPARAMETER(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "A hyperparameter is out of range",
      "The detail gives the range. The OpenAPI document lists them all, with their defaults."),
  INVALID_NAME(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The name is not usable",
      "A model's name is 1 to 64 letters, digits, dots, underscores and hyphens of ASCII, and begins"
          + " with a letter or a digit."),
  INVALID_THRESHOLD(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The threshold lies outside [0, 1]",
      "A row gets the label 1 if its prediction is at least the threshold."),
  NUMBER_OUT_OF_RANGE(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The numbers are too large to calculate with",
      "A sum or product on the way overflows a double. Scale the feature that the pointer names."),
  TRAINING_DIVERGED(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The training diverged",
      "W, b or the loss grew beyond all bounds. Lower learningRate, momentum or l2, or set"
          + " standardize to true so that all features have the same scale."),
  TRAINING_TOO_COSTLY(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The training would take too long",
      "The cost of a training is rows × (features + 1) × epochs. Over neuron.limits.max-cost-waiting"
          + " nobody can wait for it: send it with Prefer: respond-async. Over neuron.limits.max-cost"
          + " it is not taken at all: lower the epochs. With dryRun=true you see the cost, and nothing"
          + " is trained."),
  DATASET_TOO_LARGE(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The training would take too much memory",
      "Beside the dataset, standardize and validationFraction each keep a copy of it, and so do"
          + " vectors. All that is under way may take neuron.admission.body-memory-percent of the heap:"
          + " send fewer rows, ask for less, or give the service more memory. Rows that are uploaded may"
          + " take neuron.uploads.memory-percent of the heaps of all replicas."),
  EXPLANATION_TOO_LARGE(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "There is too much to explain",
      "Every number of an explanation is answered, and the gradient is calculated once more by"
          + " differences for each feature. Explain fewer rows, or fewer features."),
  SHARE_EXHAUSTED(
      HttpStatus.TOO_MANY_REQUESTS,
      "Your share is exhausted",
      "One caller may have so many trainings under way and may ask for so much training a minute:"
          + " neuron.admission.max-per-caller and neuron.admission.cost-per-minute. Retry-After says"
          + " when to come back. A caller is the name behind the token or, without tokens, the"
          + " address."),
  INTERNAL_ERROR(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "Something went wrong on our side",
      "The request was not at fault. The log of the service says more."),
  MODEL_DAMAGED(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "The model is damaged",
      "What the store holds of this model is not what was put into it: its checksum is wrong, or a"
          + " later version of the service wrote it. Nothing is predicted with it; all other models"
          + " go on. Restore the database from a backup, or delete the model and train it again."
          + " /actuator/health/models names the models that were found damaged."),
  SERVICE_BUSY(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The service is busy",
      "As much is under way as the service takes at a time. Retry-After says when to come back."),
  SERVICE_STOPPING(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The service is stopping",
      "It takes no new trainings any more. Retry-After says when to come back; another instance may"
          + " answer at once."),
  ISSUER_UNREACHABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The token cannot be checked now",
      "The keys of the issuer of tokens cannot be fetched. Retry-After says when to try again; the"
          + " log of the service says more."),
  STORE_UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The models cannot be reached now",
      "The database or the replicas that keep the models do not answer, or this replica sees fewer"
          + " others than neuron.cluster.quorum asks for. Retry-After says when to try"
          + " again; the log of the service says more."),
  TRAINING_LOST(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The training was lost",
      "The replica that trained ended, or could not be reached for long, before the training had"
          + " ended. Send it again: another replica takes it."),
  STORE_FULL(
      HttpStatus.INSUFFICIENT_STORAGE,
      "The store of models is full",
      "Delete models that are no longer needed, or raise neuron.models.max-models and"
          + " neuron.models.max-size, or let the store evict (neuron.models.when-full).");

  public static final String PATH = "/problems/";

  private final HttpStatus status;
  private final String title;
  private final String explanation;

  ProblemType(HttpStatus status, String title, String explanation) {
    this.status = status;
    this.title = title;
    this.explanation = explanation;
  }

  public HttpStatus status() {
    return status;
  }

  /** Returns one short line, the same for every occurrence. */
  public String title() {
    return title;
  }

  /** Returns its meaning and the remedy, for its page. */
  public String explanation() {
    return explanation;
  }

  /** Returns the last part of its URI. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public URI uri() {
    return URI.create(PATH + slug());
  }

  public static ProblemType of(InvalidInputException.Reason reason) {
    return valueOf(reason.name());
  }

  public static Optional<ProblemType> ofSlug(String slug) {
    return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findAny();
  }

  /** Returns the type with a URI. */
  public static Optional<ProblemType> ofUri(URI uri) {
    return Arrays.stream(values()).filter(type -> type.uri().equals(uri)).findAny();
  }

  /** Returns the general type for a status that the framework or the server chose. */
  public static ProblemType of(int status) {
    return switch (status) {
      case 401 -> UNAUTHORIZED;
      case 403 -> ORIGIN_NOT_ALLOWED;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 413 -> REQUEST_TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 421 -> HOST_NOT_ALLOWED;
      // The server's words for a Transfer-Encoding and a version of HTTP that it does not know.
      case 501, 505 -> INVALID_REQUEST;
      default -> status < 500 ? INVALID_REQUEST : INTERNAL_ERROR;
    };
  }
}
