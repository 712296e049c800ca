using ImageGen.Soak;

// The program is its own worker: the process that is killed and started again.
switch (args)
{
    case ["work", string service, string folder, string images]:
        return Worker.Make(service, folder, int.Parse(images));
    case ["fetch", string service, string folder, string responseId, string name]:
        return Worker.Fetch(service, folder, responseId, name);
}

SoakOptions options = SoakOptions.Parse(args);
return await new SoakRun(options).RunAsync() ? 0 : 1;
