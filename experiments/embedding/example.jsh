// Two small networks on new handwriting each time: which says better where there is a "1"?
//
//   jshell --module-path tenon/lib --add-modules dev.tenon.experiments example.jsh

import dev.tenon.experiments.*

var tenon = Tenon.installed()

var experiment = tenon.readText("""
    experiment: from-jshell
    data:
      digits: {type: uci-digits}
      scenes: {type: digit-scenes, from: digits, canvas: [10, 10], find: ["1"], digits: 1,
        examples: {train: 40, validation: 0, test: 40}}
    defaults:
      data: scenes
      train: {epochs: 5, batch: 10, loss: logistic, optimizer: {type: momentum, rate: 0.05}}
    arms:
      dense: {layers: [flatten, {type: dense, units: 1}]}
      convolution: {layers: [{type: conv2d, id: edges, filters: 4, kernel: 3, activation: relu}, global-max-pool, {type: dense, units: 1}]}
    """, "design.seeds=5")

System.out.println(experiment + ", " + experiment.check().size() + " problems")

var run = experiment.run(RunSettings.inMemory().threads(1))

System.out.println(run.results())
System.out.println(run.conclusion())

// Weights are plain arrays, [height, width, channels read, filters].
var kernel = run.trial("convolution", 0).weights("main/edges/kernel")
System.out.println(kernel + ", the first number is " + kernel.values()[0])

/exit
