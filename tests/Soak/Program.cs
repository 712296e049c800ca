using System;
using ImageGen.Soak;

// The program is its own worker: the process that is killed and started again.
if (args is ["work", string service, string folder, string images]) return Worker.Run(new Uri(service), folder, int.Parse(images));

SoakOptions options = SoakOptions.Parse(args);
return await new SoakRun(options).RunAsync() ? 0 : 1;
