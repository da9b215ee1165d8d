package io.cloudapp.core.permission;

import java.util.List;

/**
 * What has to be true of a call, besides its action and its resource, for a permission to count.
 *
 * @param key as IAM calls it, for example {@code ec2:CreateAction}
 */
public record Condition(Operator operator, String key, Operand operand) {

  /** How IAM compares; each of them is false where the call has nothing by that key. */
  public enum Operator {
    STRING_EQUALS("StringEquals"),
    STRING_LIKE("StringLike"),
    NUMERIC_EQUALS("NumericEquals"),
    BOOL("Bool"),
    /** Any of the call's values is among ours. */
    ANY_EQUALS("ForAnyValue:StringEquals"),
    /** All of the call's values are among ours; true also where it has none. */
    ALL_EQUAL("ForAllValues:StringEquals");

    private final String iamName;

    Operator(String iamName) {
      this.iamName = iamName;
    }

    public String iamName() {
      return iamName;
    }
  }

  /** What is compared with. */
  public sealed interface Operand {}

  /** Values that are the same in every installation. */
  public record Texts(List<String> texts) implements Operand {
    public Texts {
      texts = List.copyOf(texts);
    }
  }

  /** Values that an installation has. */
  public enum Setting implements Operand {
    INSTALLATION,
    /** Patterns such as {@code t3.*}. */
    INSTANCE_TYPES
  }

  static Condition of(Operator operator, String key, String... texts) {
    return new Condition(operator, key, new Texts(List.of(texts)));
  }

  static Condition of(Operator operator, String key, Setting setting) {
    return new Condition(operator, key, setting);
  }
}
