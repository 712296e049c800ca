BeforeAll {
    . "$PSScriptRoot/Session.ps1"

    function Get-Entry([string] $Zip) {
        $archive = [System.IO.Compression.ZipFile]::OpenRead((Resolve-Path $Zip).ProviderPath)
        try { $archive.Entries.FullName } finally { $archive.Dispose() }
    }
}

Describe 'The file cmdlets in a folder with brackets' {
    BeforeAll {
        $client = New-Item -ItemType Directory -Path $TestDrive -Name '[Client] Foo'
        $fox = Join-Path $client.FullName 'fox[1].png'
        $xml = Join-Path $TestDrive 'fox.xml'
        $csv = Join-Path $TestDrive 'fox.csv'
        $image = New-AIImage 'a fox' -OutFile $fox
        $bytes = $image.Bytes
        $image | Export-Clixml $xml
        $image | Select-Object Metadata | Export-Csv $csv

        # What people have of an image: the object, what a file, a job or a CSV has left of it, and its file.
        $forms = [ordered] @{
            'live' = $image
            'Clixml' = Import-Clixml $xml
            'a job' = Start-Job { $using:image } | Receive-Job -Wait -AutoRemoveJob
            'a CSV' = Import-Csv $csv
            'metadata of Clixml' = Import-Clixml $xml | Select-Object Metadata
            'Save-AIImage' = $image | Save-AIImage $fox -Force
        }
    }
    BeforeEach {
        [System.IO.File]::WriteAllBytes($fox, $bytes)
        Push-Location -LiteralPath $client.FullName
    }
    AfterEach { Pop-Location }

    It 'find and hash an image in every form' {
        foreach ($form in $forms.GetEnumerator()) {
            ($form.Value | Get-Item).FullName | Should -Be $fox -Because $form.Key
            ($form.Value | Get-FileHash).Path | Should -Be $fox -Because $form.Key
            ($form.Value | Test-Path) | Should -BeTrue -Because $form.Key
            ($form.Value | Get-Content -AsByteStream -TotalCount 4) | Should -Be 137, 80, 78, 71 -Because $form.Key
        }
    }

    It 'copy, move and remove an image in every form' {
        foreach ($form in $forms.GetEnumerator()) {
            foreach ($force in $false, $true) {
                $form.Value | Copy-Item -Destination ../copy.png -Force:$force
                '../copy.png' | Should -Exist -Because "$($form.Key) $force"
                $form.Value | Move-Item -Destination ../moved.png -Force:$force
                '../moved.png' | Should -Exist -Because "$($form.Key) $force"
                Test-Path -LiteralPath $fox | Should -BeFalse -Because "$($form.Key) $force"
                Move-Item ../moved.png -Destination $fox
                $form.Value | Remove-Item -Force:$force
                Test-Path -LiteralPath $fox | Should -BeFalse -Because "$($form.Key) $force"
                Move-Item ../copy.png -Destination $fox
            }
        }
    }

    It 'archive an image in every form' {
        foreach ($form in $forms.GetEnumerator()) {
            $form.Value | Compress-Archive -DestinationPath ../fox.zip
            Get-Entry ../fox.zip | Should -Be 'fox[1].png' -Because $form.Key
            $form.Value | Compress-Archive -DestinationPath ../fox.zip -Force
            Get-Entry ../fox.zip | Should -Be 'fox[1].png' -Because $form.Key
            $form.Value | Compress-Archive -DestinationPath ../fox.zip -Update
            Get-Entry ../fox.zip | Should -Be 'fox[1].png' -Because $form.Key
            Remove-Item ../fox.zip
        }
    }

    It 'get the item of the provider from Save-AIImage, hidden ones too' {
        $file = New-AIImage 'a fox' | Save-AIImage './.fox[1].png'

        $file.PSPath | Should -Be "Microsoft.PowerShell.Core\FileSystem::$(Join-Path $client.FullName '.fox[1].png')"
        $file.PSDrive | Should -Not -BeNullOrEmpty
        $file | Out-String | Should -Match 'Directory: '
        ($file | Get-FileHash).Hash | Should -Be (Get-FileHash -LiteralPath './.fox[1].png').Hash
    }

    It 'give images to Edit-AIImage and Get-AIImage by any of their properties' {
        $null = New-AIImage 'a fox' -OutFile './[ab].png'
        $null = New-AIImage 'a hare' -OutFile ./a.png
        $wanted = Join-Path $client.FullName '[ab].png'
        $row = Get-Item -LiteralPath './[ab].png' | Select-Object PSPath, FullName, @{ n = 'Path'; e = { $_.Name } }

        foreach ($column in 'Path', 'FullName', 'PSPath') {
            ($row | Select-Object $column | Edit-AIImage 'in the snow').ParentPath | Should -Be $wanted -Because $column
            ($row | Select-Object $column | Get-AIImage).FullName | Should -Be $wanted -Because $column
        }
        (Resolve-Path -LiteralPath './[ab].png' | Edit-AIImage 'in the snow').ParentPath | Should -Be $wanted
        (Edit-AIImage 'in the snow' -Image (Resolve-Path -LiteralPath './[ab].png')).ParentPath | Should -Be $wanted
        (Edit-AIImage 'in the snow' -Path './[ab].png').ParentPath | Should -Be (Join-Path $client.FullName 'a.png')
    }
}

Describe 'Save of an image' {
    BeforeEach { Enter-Folder }
    AfterEach { Pop-Location }

    It 'begins at the location, at a drive and at home' {
        $image = New-AIImage 'a fox'
        $null = New-PSDrive -Name Pictures -PSProvider FileSystem -Root (New-Item -ItemType Directory pictures).FullName
        $name = "imagegen-spec-$(New-Guid).png"

        $image.Save('x.png').FullName | Should -Be (Join-Path $PWD 'x.png')
        $image.Save('Pictures:/y.png').FullName | Should -Be (Join-Path $PWD 'pictures/y.png')
        try { $image.Save("~/$name").FullName | Should -Be (Join-Path (Get-Item ~).FullName $name) }
        finally { Remove-Item "~/$name" }
    }

    It 'takes templates on drives and at home with Save-AIImage and OutFile' {
        $null = New-PSDrive -Name Pictures -PSProvider FileSystem -Root (New-Item -ItemType Directory pictures).FullName
        $name = "imagegen-spec-$(New-Guid)"

        (New-AIImage 'a fox' -OutFile 'Pictures:/{index:000}.png').FullName |
            Should -Be (Join-Path $PWD 'pictures/000.png')
        try {
            (New-AIImage 'a fox' | Save-AIImage "~/$name-{index:00}.png").FullName |
                Should -Be (Join-Path (Get-Item ~).FullName "$name-00.png")
        }
        finally { Remove-Item "~/$name*" }
    }
}

Describe 'What failed' {
    BeforeEach { Enter-Folder }
    AfterEach { Pop-Location }

    It 'is exported to a CSV and run again' {
        "Prompt,OutFile,Size,Note`na fox,fox.png,,1`na hare,hare.png,17x17,2`na [blocked] owl,owl.png,,3" |
            Set-Content jobs.csv
        $null = Import-Csv jobs.csv | New-AIImage -ErrorVariable failed -ErrorAction SilentlyContinue 3>$null
        $failed.TargetObject | Export-Csv retry.csv
        $retry = Import-Csv retry.csv

        $failed.Exception.Index | Should -Be 1, 2
        $retry.Note | Should -Be 2, 3
        "$($failed[0])" | Should -BeLike "Index 1 ('a hare'): *divisible by 16*"
        foreach ($row in $retry) { $row.Size = '1024x1024'; $row.Prompt = $row.Prompt.Replace('[blocked] ', '') }
        ($retry | New-AIImage).Name | Should -Be 'hare.png', 'owl.png'
    }

    It 'is one terminating error for bytes that come one by one' {
        $null = New-AIImage 'a fox' -OutFile ./fox.png
        $bytes = Get-Content ./fox.png -AsByteStream -TotalCount 64
        $count = $Error.Count

        { $bytes | Edit-AIImage 'in the snow' } | Should -Throw -ExpectedMessage '*,$bytes*'
        $Error.Count - $count | Should -BeLessOrEqual 1
    }
}
