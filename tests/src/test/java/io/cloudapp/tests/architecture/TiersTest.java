package io.cloudapp.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The dependency rule of the tiers, over every production class. */
@AnalyzeClasses(packages = "io.cloudapp", importOptions = ImportOption.DoNotIncludeTests.class)
final class TiersTest {

  private static final String CORE = "io.cloudapp.core..";
  private static final String LOGIC = "io.cloudapp.logic..";
  private static final String FUNCTIONS = "io.cloudapp.functions..";
  private static final String SERVICES = "io.cloudapp.services..";
  private static final String WEBAPP = "io.cloudapp.webapp..";
  private static final String LOCAL = "io.cloudapp.local..";

  @ArchTest
  static final ArchRule coreKnowsNoOtherModule =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(LOGIC, FUNCTIONS, SERVICES, WEBAPP, LOCAL);

  @ArchTest
  static final ArchRule coreKnowsNeitherAwsNorSql =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..", "com.amazonaws..", "java.sql..", "org.jdbi..");

  @ArchTest
  static final ArchRule logicKnowsOnlyCore =
      noClasses()
          .that()
          .resideInAPackage(LOGIC)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FUNCTIONS, SERVICES, WEBAPP, LOCAL);

  @ArchTest
  static final ArchRule functionsAndServicesDoNotKnowEachOther =
      slices().matching("io.cloudapp.(functions|services)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule theWebAppReachesNothingButTheApi =
      noClasses()
          .that()
          .resideInAPackage(WEBAPP)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              LOGIC, FUNCTIONS, SERVICES, LOCAL, "software.amazon..", "java.sql..", "org.jdbi..");

  @ArchTest
  static final ArchRule nothingButTestsKnowsLocalCloud =
      noClasses()
          .that()
          .resideOutsideOfPackage(LOCAL)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(LOCAL);

  @ArchTest
  static final ArchRule namesSayWhatThingsAre =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager");

  @ArchTest
  static final ArchRule everyHandlerIsInThePackageOfItsFunction =
      classes()
          .that()
          .haveSimpleNameEndingWith("Handler")
          .and()
          .resideInAPackage(FUNCTIONS)
          .should()
          .bePublic();
}
