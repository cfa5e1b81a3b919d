// Android archives in plain Maven: each is unzipped and its classes.jar put on the classpath; then resources.sh makes
// R.java, and for the tests the resource file that Robolectric reads.
import org.apache.maven.artifact.handler.DefaultArtifactHandler

def unpacked = new File(project.build.directory, 'aar')
unpacked.mkdirs()
def handler = new DefaultArtifactHandler('jar')
handler.addedToClasspath = true
handler.language = 'java'
def ant = new groovy.ant.AntBuilder()
def kept = project.artifacts.findAll { it.type == 'aar' }.collect { archive ->
    def folder = new File(unpacked, "${archive.groupId}-${archive.artifactId}-${archive.version}")
    if (!new File(folder, 'AndroidManifest.xml').exists()) ant.unzip(src: archive.file, dest: folder)
    archive.artifactHandler = handler
    archive.file = new File(folder, 'classes.jar')
    folder.name
}
unpacked.listFiles().findAll { !(it.name in kept) }.each { ant.delete(dir: it) }
def platform = project.artifacts.find { it.artifactId == 'android-all' }.file
def script = "${project.basedir}/../maven/resources.sh"
def run = ['bash', script, project.build.directory, platform.path].execute(null, project.basedir)
run.waitForProcessOutput(System.out, System.err)
if (run.exitValue() != 0) throw new RuntimeException('resources.sh failed')
project.addCompileSourceRoot("${project.build.directory}/generated-r")
// For whoever starts a class of the tests without Maven: figures, and a quick look.
new File(project.build.directory, 'classpath.txt').text = project.artifacts.findAll { it.artifactHandler.addedToClasspath }*.file.join(':')
